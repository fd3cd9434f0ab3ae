import { createAdmin } from '#server/platform/kafka/index.ts';
import type { BenchStack } from '../with-bench-stack.ts';
import { topicNames } from './make-flows.ts';

/** Records that the log holds and the store does not, at this moment. */
export async function readLag({ kafka, pool }: Pick<BenchStack, 'kafka' | 'pool'>): Promise<number> {
  const admin = createAdmin(kafka);
  try {
    const ends = await admin.logEnds(await admin.partitionsOf(topicNames));
    const { rows } = await pool.query<{ stored: string }>(
      'select coalesce(sum(next_offset), 0)::text as stored from index_offset',
    );
    return Number(ends.reduce((sum, { offset }) => sum + offset, 0n)) - Number(rows[0]?.stored);
  } finally {
    await admin.close();
  }
}
