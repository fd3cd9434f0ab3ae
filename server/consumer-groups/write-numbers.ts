import type pg from 'pg';
import type { Told } from './ask-kafka.ts';
import { groupMemory, type LagMemory, topicMemory } from './lag-memory.ts';

/** Gives groups and topics that are met for the first time their numbers, and memory. */
export async function writeNumbers(
  client: pg.ClientBase,
  cluster: number,
  memory: LagMemory,
  told: Told,
): Promise<void> {
  await numberGroups(client, cluster, memory, told);
  await numberTopics(client, cluster, memory, told);
}

async function numberGroups(
  client: pg.ClientBase,
  cluster: number,
  memory: LagMemory,
  { groups }: Told,
): Promise<void> {
  const unknown = groups.filter(({ group }) => !memory.groups.has(group));
  if (unknown.length === 0) return;
  const byName = new Map(unknown.map((listing) => [listing.group, listing]));
  const { rows } = await client.query<{ id: number; name: string }>(
    `insert into consumer_group (cluster, name) select $1, name from unnest($2::text[]) as name order by name
         on conflict (cluster, name) do update set gone_at = null returning id, name`,
    [cluster, [...byName.keys()]],
  );
  for (const { id, name } of rows) {
    const listing = byName.get(name);
    if (listing) memory.groups.set(name, groupMemory(id, listing));
  }
}

async function numberTopics(client: pg.ClientBase, cluster: number, memory: LagMemory, told: Told): Promise<void> {
  const names = new Set(Array.from(told.ends.values(), ({ topic }) => topic));
  const changed = [...names].flatMap((name) => {
    const known = memory.topics.get(name);
    const now = told.topics.get(name);
    const isSame = known && (!now || (known.topicId === now.topicId && known.partitions === now.partitions.length));
    return isSame ? [] : [{ name, topicId: now?.topicId ?? null, partitions: now?.partitions.length ?? 0 }];
  });
  if (changed.length === 0) return;
  const { rows } = await client.query<{ id: number; name: string }>(
    `insert into sampled_topic (cluster, name, topic_id, partitions)
     select $1, t.name, t.topic_id, t.partitions
       from unnest($2::text[], $3::uuid[], $4::int[]) as t (name, topic_id, partitions) order by t.name
         on conflict (cluster, name) do update set topic_id = excluded.topic_id, partitions = excluded.partitions
     returning id, name`,
    [
      cluster,
      changed.map(({ name }) => name),
      changed.map(({ topicId }) => topicId),
      changed.map(({ partitions }) => partitions),
    ],
  );
  const byName = new Map(changed.map((topic) => [topic.name, topic]));
  for (const { id, name } of rows) {
    const topic = byName.get(name);
    if (topic && !memory.topics.has(name)) memory.topics.set(name, topicMemory({ id, ...topic }));
  }
}
