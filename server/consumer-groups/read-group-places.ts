import type pg from 'pg';
import type { ConsumerGroupItem } from '#schemas/api/consumer-group.ts';
import { listServices } from '#schemas/services.ts';
import { partitionKey, type TopicPartition } from '#server/platform/kafka/index.ts';
import type { Pace } from './pace-of.ts';
import { ownersOf, type StoredMember } from './read-group.ts';
import { type PackedPlace, unpackPace, unpackPlaces } from './stored-place.ts';

/** Where a group stands in one partition of a topic that it reads: has committed for, is assigned or has subscribed to. */
export type GroupPlace = TopicPartition & {
  group: string;
  protocol: ConsumerGroupItem['protocol'];
  state: ConsumerGroupItem['state'];
  /** The service whose group it is; null where nobody has said so. */
  service: string | null;
  members: number | null;
  /** The next offset to be read; null without a commit. */
  committed: bigint | null;
  /** When a commit this far was first seen; what was committed may have been so up to a round before. */
  committedSeenAt: Date | null;
  logStart: bigint | null;
  logEnd: bigint | null;
  /** When all this was so. */
  asOf: Date;
  /** Records a second, of the last minutes. */
  pace: Pace | null;
  /** `pace`: of all that it reads, together; `lags`: what waits in each of its partitions that is behind. */
  owner: { memberId: string; clientId: string; host: string; pace: Pace | null; lags: readonly number[] } | null;
  /** Since when it has had no members; null while it has. */
  emptySince: Date | null;
  /** Why this could not be asked of late; what stands here is older then. */
  problem: string | null;
};

type Row = {
  name: string;
  protocol: GroupPlace['protocol'];
  state: GroupPlace['state'];
  members: number | null;
  member_list: StoredMember[];
  empty_since: Date | null;
  topic: string;
  as_of: Date;
  places: PackedPlace[];
  readers: number;
};

type PlaceOptions = {
  /** Of this group alone. */
  group?: string;
  /** Of each topic so many groups at most, the worst first; all of them without it. */
  mostGroups?: number;
};

const serviceOfGroup = new Map(listServices().map(({ name, consumerGroup }) => [consumerGroup, name]));

/**
 * Every group that reads one of these partitions, and where it stands there. `asOf`: of the last round, null before it;
 * `unread`: how many groups `mostGroups` left out, by topic.
 */
export async function readGroupPlaces(
  pool: pg.Pool,
  where: readonly TopicPartition[],
  { group, mostGroups }: PlaceOptions = {},
): Promise<{ places: GroupPlace[]; asOf: Date | null; unread: Map<string, number> }> {
  const [{ rows }, { rows: rounds }] = await Promise.all([
    pool.query<Row>(
      `select g.name, g.protocol, g.state, g.members, g.member_list, g.empty_since, s.name as topic, g.places,
              greatest(g.seen_at, coalesce(g.as_of, r.as_of)) as as_of, g.readers
         from sampled_topic s
        cross join lateral (select c.*, t.places, t.as_of as seen_at, count(*) over ()::int as readers
                              from group_topic t join consumer_group c on c.id = t.group_id
                             where t.topic_id = s.id and c.gone_at is null and ($2::text is null or c.name = $2)
                             order by c.harm desc, c.name limit $3) g
         left join lag_round r on r.cluster = g.cluster
        where s.name = any($1)
        order by g.name, s.name`,
      [[...new Set(where.map(({ topic }) => topic))], group ?? null, mostGroups ?? null],
    ),
    pool.query<{ as_of: Date }>('select as_of from lag_round order by as_of desc limit 1'),
  ]);
  const wanted = new Set(where.map(partitionKey));
  return {
    places: rows.flatMap((row) => placesOf(row, wanted)),
    asOf: rounds[0]?.as_of ?? null,
    unread: unreadOf(rows),
  };
}

function unreadOf(rows: readonly Row[]): Map<string, number> {
  const byTopic = Map.groupBy(rows, ({ topic }) => topic);
  const left = [...byTopic].map(([topic, own]): [string, number] => [topic, (own[0]?.readers ?? 0) - own.length]);
  return new Map(left.filter(([, count]) => count > 0));
}

function placesOf(row: Row, wanted: ReadonlySet<string>): GroupPlace[] {
  const { name: group, topic, protocol, state, members } = row;
  const owners = ownersOf(row.member_list);
  return unpackPlaces(row.places)
    .filter(({ partition }) => wanted.has(partitionKey({ topic, partition })))
    .map((place) => ({
      ...{ group, protocol, state, members, topic, partition: place.partition },
      service: serviceOfGroup.get(group) ?? null,
      committed: bigOf(place.committed),
      committedSeenAt: place.seenAt === null ? null : new Date(place.seenAt),
      logStart: bigOf(place.start),
      logEnd: bigOf(place.end),
      asOf: row.as_of,
      pace: place.pace,
      owner: ownerOf(owners.get(partitionKey({ topic, partition: place.partition }))),
      emptySince: row.empty_since,
      problem: place.problem,
    }));
}

function ownerOf(member: StoredMember | undefined): GroupPlace['owner'] {
  if (!member) return null;
  const { memberId, clientId, host, pace, lags } = member;
  return { memberId, clientId, host, pace: unpackPace(pace), lags };
}

function bigOf(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}
