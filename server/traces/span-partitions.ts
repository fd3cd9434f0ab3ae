import type pg from 'pg';
import { dayMs, dropDayPartition, ensureDayPartitions, listDayPartitions } from '#server/platform/db/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';

/**
 * Remembers which days have a partition, so that a batch asks the database only for days it has not met. `forget` after
 * a day was dropped beneath it.
 */
export function createSpanDays(pool: pg.Pool): { ensure(moments: Iterable<Date>): Promise<void>; forget(): void } {
  const known = new Set<number>();
  return {
    async ensure(moments) {
      const missing = new Set<number>();
      for (const moment of moments) {
        const day = Math.floor(moment.getTime() / dayMs);
        if (!known.has(day)) missing.add(day);
      }
      if (missing.size === 0) return;
      await ensureDayPartitions(
        pool,
        'span',
        Array.from(missing, (day) => new Date(day * dayMs)),
      );
      for (const day of missing) known.add(day);
    },
    forget: () => known.clear(),
  };
}

export type SpanRetention = {
  days: number;
  /** Most bytes on disk, indexes included. */
  bytes: number;
  now: Date;
  logger?: Pick<Logger, 'info' | 'warn'>;
};

/**
 * Drops whole days of spans: those past their age, and the oldest while all together take more than `bytes`; never
 * today's. Builds that nobody has seen since go too. Returns the names of the partitions that went. A day that a long reader
 * holds is left for the next time.
 */
export async function keepSpanRetention(pool: pg.Pool, retention: SpanRetention): Promise<string[]> {
  const { days, bytes, now, logger } = retention;
  const partitions = await listDayPartitions(pool, 'span');
  const oldest = now.getTime() - days * dayMs;
  let left = partitions.reduce((sum, partition) => sum + partition.bytes, 0);
  const dropped: string[] = [];
  for (const { name, day, bytes: size } of partitions) {
    const end = day.getTime() + dayMs;
    const tooOld = end <= oldest;
    const tooMuch = left > bytes && end <= now.getTime();
    if (!tooOld && !tooMuch) continue;
    try {
      await dropDayPartition(pool, name);
      left -= size;
      dropped.push(name);
      logger?.info({ partition: name, bytes: size, reason: tooOld ? 'age' : 'size' }, 'A day of spans was dropped');
    } catch (failure) {
      logger?.warn({ err: failure, partition: name }, 'A day of spans could not be dropped yet');
    }
  }
  await pool.query('delete from group_build where last_at < $1', [new Date(oldest)]);
  return dropped;
}
