import type pg from 'pg';
import { dayMs, dropDayPartition, listDayPartitions } from '#server/platform/db/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';

export type WordRetention = {
  /** Words of records older than this many days are dropped … */
  days: number;
  /** … and the oldest days while all together take more than this on disk; never today's. */
  bytes: number;
  now: Date;
  logger: Pick<Logger, 'info'>;
};

/** Drops whole days of words; one that went for want of room is noted first, so that no page claims to have searched it. */
export async function keepWordRetention(pool: pg.Pool, { days, bytes, now, logger }: WordRetention): Promise<string[]> {
  const partitions = await listDayPartitions(pool, 'word_group');
  let left = partitions.reduce((sum, partition) => sum + partition.bytes, 0);
  const dropped: string[] = [];
  for (const { name, day, bytes: size } of partitions) {
    const end = new Date(day.getTime() + dayMs);
    const isOld = end.getTime() <= now.getTime() - days * dayMs;
    const isTooMuch = left > bytes && end <= now;
    if (!isOld && !isTooMuch) continue;
    if (!isOld) await pool.query('update word_index set since = greatest(since, $1)', [end]);
    await dropDayPartition(pool, name);
    left -= size;
    dropped.push(name);
    logger.info({ partition: name, bytes: size, reason: isOld ? 'age' : 'size' }, 'A day of indexed words was dropped');
  }
  return dropped;
}
