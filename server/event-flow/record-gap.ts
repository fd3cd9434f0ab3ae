import { inTransaction } from '#server/platform/db/index.ts';
import { wordKinds } from './dictionary.ts';
import type { StoreState } from './flow-store.ts';
import { insertGaps } from './gap-rows.ts';
import { lockOffsets } from './offset-rows.ts';
import { outwaitFrozen } from './outwait-frozen.ts';

export type GapReport = {
  owner: string;
  topic: string;
  partition: number;
  /** The offset that was wanted, and the first that can be had. */
  from: bigint;
  to: bigint;
  reason: string;
};

/**
 * Records that offsets [from, to) are lost (retention overtook the collector), and moves the next offset past them, so
 * that reading goes on. Returns where to read on; null when the partition is not ours any more and nothing was done.
 */
export async function recordGap(state: StoreState, report: GapReport): Promise<bigint | null> {
  const { dictionary, cluster, pool } = state;
  await dictionary.learn(wordKinds.topic, [report.topic]);
  const topic = dictionary.number(wordKinds.topic, report.topic) ?? -1;
  const { partition, owner, reason } = report;
  return await inTransaction(pool, async (client) => {
    const row = (await outwaitFrozen(pool, client, () => lockOffsets(client, cluster, [{ topic, partition }]))).get(
      `${topic}/${partition}`,
    );
    if (row?.owner !== owner) return null;
    const from = row.nextOffset ?? report.from;
    if (from >= report.to) return from;
    await insertGaps(client, cluster, [{ topic, partition, from, to: report.to, reason }]);
    await client.query(
      `update index_offset set next_offset = $4, updated_at = now()
        where cluster = $1 and topic = $2 and record_partition = $3`,
      [cluster, topic, partition, report.to.toString()],
    );
    return report.to;
  });
}
