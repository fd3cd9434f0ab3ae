import { partitionKey, type TopicPartition } from '#server/platform/kafka/index.ts';
import { wordKinds } from './dictionary.ts';
import type { StoreState } from './flow-store.ts';

/** The topic ids under which the stored offsets of these partitions were read, by `topic/partition`. */
export async function readTopicIds(
  { pool, dictionary, cluster }: StoreState,
  partitions: readonly TopicPartition[],
): Promise<Map<string, string>> {
  const named = partitions.map((where) => ({
    ...where,
    number: dictionary.number(wordKinds.topic, where.topic) ?? -1,
  }));
  const { rows } = await pool.query<{ topic: number; record_partition: number; topic_id: string }>(
    `select topic, record_partition, topic_id from index_offset
      where cluster = $1 and topic_id is not null
        and (topic, record_partition) in (select * from unnest($2::int[], $3::int[]))`,
    [cluster, named.map(({ number }) => number), named.map(({ partition }) => partition)],
  );
  const ids = new Map(rows.map((row) => [`${row.topic}/${row.record_partition}`, row.topic_id]));
  return new Map(
    named.flatMap(({ topic, partition, number }) => {
      const id = ids.get(`${number}/${partition}`);
      return id === undefined ? [] : [[partitionKey({ topic, partition }), id] as const];
    }),
  );
}

/** Notes the ids of topics whose partitions have none yet. */
export async function noteTopicIds(
  { pool, dictionary, cluster }: StoreState,
  owner: string,
  topicIds: ReadonlyMap<string, string>,
): Promise<void> {
  const names = [...topicIds.keys()];
  await pool.query(
    `update index_offset o set topic_id = v.topic_id
       from unnest($3::int[], $4::uuid[]) as v (topic, topic_id)
      where o.cluster = $1 and o.owner = $2 and o.topic = v.topic and o.topic_id is null`,
    [cluster, owner, names.map((name) => dictionary.number(wordKinds.topic, name)), [...topicIds.values()]],
  );
}
