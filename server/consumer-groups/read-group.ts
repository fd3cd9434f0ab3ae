import type pg from 'pg';
import { partitionKey } from '#server/platform/kafka/index.ts';
import { type GroupRow, groupColumns } from './group-row.ts';
import { isStorableName } from './storable-name.ts';
import { type PackedPlace, type ReadPlace, type StoredPlace, unpackPlaces } from './stored-place.ts';

export type StoredMember = {
  memberId: string;
  instanceId: string | null;
  clientId: string;
  host: string;
  sinceMs: number;
  assigned: { topic: string; partitions: number[] }[];
  /** Of all its partitions together. */
  pace: ReadPlace[4];
  /** Offsets still to be read in each of its partitions that is behind. */
  lags: number[];
};

export type StoredGroup = GroupRow & {
  coordinator: number | null;
  assignor: string | null;
  epoch: number | null;
  member_list: StoredMember[];
  gone_at: Date | null;
  slots: Date[] | null;
};

export type StoredTopic = { id: number; name: string; as_of: Date; places: StoredPlace[] };

/** A group by its name, also one that is gone; of several clusters the first. Null when it was never seen. */
export async function readGroup(pool: pg.Pool, name: string): Promise<StoredGroup | null> {
  if (!isStorableName(name)) return null;
  const { rows } = await pool.query<StoredGroup>(
    `select ${groupColumns}, g.coordinator, g.assignor, g.epoch, g.member_list, g.gone_at, r.slots
       from consumer_group g left join lag_round r on r.cluster = g.cluster
      where g.name = $1 order by g.gone_at is not null, g.cluster limit 1`,
    [name],
  );
  return rows[0] ?? null;
}

/** What a group has to do with its topics now. */
export async function readStoredTopics(pool: pg.Pool, group: number): Promise<StoredTopic[]> {
  const { rows } = await pool.query<Omit<StoredTopic, 'places'> & { places: PackedPlace[] }>(
    `select s.id, s.name, t.as_of, t.places from group_topic t join sampled_topic s on s.id = t.topic_id
      where t.group_id = $1 order by s.name`,
    [group],
  );
  return rows.map((row) => ({ ...row, places: unpackPlaces(row.places) }));
}

/** Who owns each partition, as `topic/partition`. */
export function ownersOf(members: readonly StoredMember[]): Map<string, StoredMember> {
  return new Map(
    members.flatMap((member) =>
      member.assigned.flatMap(({ topic, partitions }) =>
        partitions.map((partition) => [partitionKey({ topic, partition }), member] as const),
      ),
    ),
  );
}
