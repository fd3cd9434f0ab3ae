import type pg from 'pg';
import { inTransaction } from '#server/platform/db/index.ts';
import { wordKinds } from './dictionary.ts';
import type { StoreState, TopicPartition } from './flow-store.ts';
import { lockOffsets } from './offset-rows.ts';
import { outwaitFrozen } from './outwait-frozen.ts';

/**
 * Makes `owner` the only one who may write these partitions, and tells where each goes on (null: never indexed), keyed
 * by `topic/partition`. A former owner that was frozen in the middle of a write is cut off after two seconds; what it
 * had not committed is rolled back.
 */
export async function claimPositions(
  state: StoreState,
  owner: string,
  partitions: readonly TopicPartition[],
): Promise<Map<string, bigint | null>> {
  if (partitions.length === 0) return new Map();
  const { dictionary, cluster, pool } = state;
  await dictionary.learn(
    wordKinds.topic,
    partitions.map(({ topic }) => topic),
  );
  const numbered = partitions.map(({ topic, partition }) => ({
    name: `${topic}/${partition}`,
    topic: dictionary.number(wordKinds.topic, topic) ?? -1,
    partition,
  }));
  const locked = await inTransaction(pool, async (client) => {
    const values = [cluster, numbered.map(({ topic }) => topic), numbered.map(({ partition }) => partition)];
    const offsets = await outwaitFrozen(pool, client, async () => {
      await insertMissing(client, values);
      return await lockOffsets(client, cluster, numbered);
    });
    await takeOver(client, owner, values);
    return offsets;
  });
  return new Map(
    numbered.map(({ name, topic, partition }) => {
      const nextOffset = locked.get(`${topic}/${partition}`)?.nextOffset ?? null;
      if (nextOffset !== null) state.pending.mustRead(topic, partition, nextOffset);
      return [name, nextOffset];
    }),
  );
}

async function insertMissing(client: pg.ClientBase, values: unknown[]): Promise<void> {
  const given = 'select $1::smallint, * from unnest($2::int[], $3::int[]) order by 2, 3';
  await client.query(
    `insert into index_offset (cluster, topic, record_partition) ${given} on conflict do nothing`,
    values,
  );
  await client.query(
    `insert into fold_cursor (cluster, topic, record_partition, folded_offset)
     select *, 0 from (${given}) as given on conflict do nothing`,
    values,
  );
}

async function takeOver(client: pg.ClientBase, owner: string, values: unknown[]): Promise<void> {
  await client.query(
    `update index_offset set owner = $4, epoch = epoch + 1, updated_at = now()
      where cluster = $1 and (topic, record_partition) in (select * from unnest($2::int[], $3::int[]))`,
    [...values, owner],
  );
}
