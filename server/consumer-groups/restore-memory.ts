import type pg from 'pg';
import type { GroupProtocol, GroupState } from '#server/platform/kafka/index.ts';
import { sparkStepMs } from './group-row.ts';
import {
  emptyMemory,
  type GroupMemory,
  type GroupTopicMemory,
  groupMemory,
  groupTopicMemory,
  type LagMemory,
  type TopicMemory,
  topicMemory,
} from './lag-memory.ts';
import type { OffsetRing } from './offset-ring.ts';
import type { StoredMember } from './read-group.ts';
import { sampleHoldsMs } from './read-samples.ts';
import { restoreRollUps } from './restore-roll-ups.ts';
import { SampleSlots } from './sample-slots.ts';
import { type PackedPlace, unpackPlaces } from './stored-place.ts';

type Numbered = { groups: Map<number, GroupMemory>; topics: Map<number, TopicMemory> };

/** What the sampler before had in memory, from the tables; empty when there was none. The client is the sampler's own. */
export async function restoreMemory(client: pg.ClientBase, cluster: number): Promise<LagMemory> {
  const memory = emptyMemory();
  const { rows } = await client.query<{ slots: Date[]; as_of: Date }>(
    'select slots, as_of from lag_round where cluster = $1',
    [cluster],
  );
  const [round] = rows;
  if (!round) return memory;
  memory.slots = new SampleSlots(round.slots.map((at) => at.getTime()));
  const numbered: Numbered = { groups: new Map(), topics: new Map() };
  await restoreTopics(client, cluster, memory, numbered);
  await restoreGroups(client, cluster, memory, numbered);
  await restorePlaces(client, numbered, round.as_of.getTime());
  for (const { slot, atMs } of memory.slots.all()) await restoreSlot(client, numbered, slot, new Date(atMs));
  await restoreRollUps(client, numbered.groups, round.as_of);
  return memory;
}

async function restoreTopics(client: pg.ClientBase, cluster: number, memory: LagMemory, numbered: Numbered) {
  const { rows } = await client.query<{ id: number; name: string; topic_id: string | null; partitions: number }>(
    'select id, name, topic_id, partitions from sampled_topic where cluster = $1',
    [cluster],
  );
  for (const { id, name, topic_id: topicId, partitions } of rows) {
    const topic = topicMemory({ id, name, topicId, partitions });
    memory.topics.set(name, topic);
    numbered.topics.set(id, topic);
  }
}

type GroupRow = {
  id: number;
  name: string;
  protocol: GroupProtocol;
  protocol_type: string;
  state: GroupState;
  members: number | null;
  coordinator: number | null;
  assignor: string | null;
  epoch: number | null;
  member_list: StoredMember[];
  empty_since: Date | null;
  spark: (number | null)[];
  spark_at: Date | null;
};

async function restoreGroups(client: pg.ClientBase, cluster: number, memory: LagMemory, numbered: Numbered) {
  const { rows } = await client.query<GroupRow>(
    `select id, name, protocol, protocol_type, state, members, coordinator, assignor, epoch, member_list, empty_since,
            spark, spark_at
       from consumer_group where cluster = $1 and gone_at is null`,
    [cluster],
  );
  for (const row of rows) {
    const { id, name, protocol, protocol_type: protocolType, state } = row;
    const group = groupMemory(id, { group: name, protocol, protocolType, state, coordinator: row.coordinator ?? -1 });
    Object.assign(group, { assignor: row.assignor, epoch: row.epoch, spark: row.spark });
    group.members = row.members === null ? null : row.member_list;
    group.emptySinceMs = row.empty_since?.getTime() ?? null;
    group.sparkStep = Math.floor((row.spark_at?.getTime() ?? 0) / sparkStepMs);
    memory.groups.set(name, group);
    numbered.groups.set(id, group);
  }
}

const groupsAtOnce = 1_000;

/** Until the last round what it wrote was true: the next one tells what changed since. */
async function restorePlaces(client: pg.ClientBase, { groups, topics }: Numbered, heldMs: number) {
  const ids = [...groups.keys()].sort((a, b) => a - b);
  for (let from = 0; from < ids.length; from += groupsAtOnce) {
    const { rows } = await client.query<{ group_id: number; topic_id: number; places: PackedPlace[] }>(
      'select group_id, topic_id, places from group_topic where group_id = any($1::int[])',
      [ids.slice(from, from + groupsAtOnce)],
    );
    for (const { group_id, topic_id, places: packed } of rows) {
      const places = unpackPlaces(packed);
      const [group, topic] = [groups.get(group_id), topics.get(topic_id)];
      if (!group || !topic) continue;
      const of = { ...groupTopicMemory(topic), heldMs, partitions: places.map(({ partition }) => partition) };
      for (const { partition, seenAt } of places) if (seenAt !== null) of.seenAt[partition] = seenAt;
      group.topics.set(topic.name, of);
    }
  }
}

async function restoreSlot(client: pg.ClientBase, { groups, topics }: Numbered, slot: number, at: Date): Promise<void> {
  const since = new Date(at.getTime() - sampleHoldsMs);
  const { rows: ends } = await client.query<{ topic_id: number; log_start: string[]; log_end: string[] }>(
    `select distinct on (topic_id) topic_id, log_start::text[], log_end::text[] from log_sample
      where at > $1 and at <= $2 order by topic_id, at desc`,
    [since, at],
  );
  for (const { topic_id, log_start, log_end } of ends) {
    fill(topics.get(topic_id)?.starts, slot, log_start);
    fill(topics.get(topic_id)?.ends, slot, log_end);
  }
  const { rows: commits } = await client.query<{
    group_id: number;
    topic_id: number;
    lag: number | null;
    committed: string[];
  }>(
    `select distinct on (group_id, topic_id) group_id, topic_id, lag::float8, committed::text[] from commit_sample
      where at > $1 and at <= $2 order by group_id, topic_id, at desc`,
    [since, at],
  );
  for (const { group_id, topic_id, lag, committed } of commits) {
    const of = topicOf(groups.get(group_id), topics.get(topic_id)?.name);
    fill(of?.commits, slot, committed);
    if (of) of.lags[slot] = lag ?? Number.NaN;
  }
}

function topicOf(group: GroupMemory | undefined, topic: string | undefined): GroupTopicMemory | undefined {
  return topic === undefined ? undefined : group?.topics.get(topic);
}

function fill(ring: OffsetRing | undefined, slot: number, offsets: readonly string[]): void {
  for (const [partition, offset] of offsets.entries()) ring?.set(partition, slot, BigInt(offset));
}
