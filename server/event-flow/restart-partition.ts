import { inTransaction } from '#server/platform/db/index.ts';
import { wordKinds } from './dictionary.ts';
import type { StoreState } from './flow-store.ts';
import { insertGaps } from './gap-rows.ts';
import { lockOffsets } from './offset-rows.ts';
import { outwaitFrozen } from './outwait-frozen.ts';

export type Restart = {
  owner: string;
  topic: string;
  partition: number;
  /** The id of the topic that is there now; null when the broker does not tell. */
  topicId: string | null;
  /** Where reading begins anew, below what is stored. */
  at: bigint;
  reason: string;
};

/**
 * The one case in which the next offset goes back: Kafka's log is not the one that was indexed. What was stored stays; that
 * the log ended where it did is recorded as a gap. Null when the partition is not ours any more and nothing was done.
 */
export async function restartPartition(state: StoreState, restart: Restart): Promise<bigint | null> {
  const { dictionary, cluster, pool, pending } = state;
  const { owner, partition, at, reason } = restart;
  const topic = dictionary.number(wordKinds.topic, restart.topic) ?? -1;
  const row = await inTransaction(pool, async (client) => {
    const locked = (await outwaitFrozen(pool, client, () => lockOffsets(client, cluster, [{ topic, partition }]))).get(
      `${topic}/${partition}`,
    );
    if (locked?.owner !== owner) return null;
    const from = locked.nextOffset ?? at;
    await insertGaps(client, cluster, [{ topic, partition, from, to: from, reason }]);
    const where = 'where cluster = $1 and topic = $2 and record_partition = $3';
    await client.query(
      `update index_offset set next_offset = $4, topic_id = coalesce($5, topic_id), log_start = null, log_end = null,
              last_stable = null, held_since = null, updated_at = now() ${where}`,
      [cluster, topic, partition, at.toString(), restart.topicId],
    );
    await client.query(`update fold_cursor set folded_offset = $4, restarted_at = now() ${where}`, [
      cluster,
      topic,
      partition,
      at.toString(),
    ]);
    return locked;
  });
  if (row) pending.forget(topic, partition);
  return row && at;
}
