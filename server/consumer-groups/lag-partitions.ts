import type pg from 'pg';
import { dayMs, dropDayPartition, ensureDayPartitions, listDayPartitions } from '#server/platform/db/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';

const tables = ['commit_sample', 'log_sample', 'lag_minute', 'lag_hour'] as const;

/** The days that a sampler may write to: yesterday's last hour, today, and tomorrow. */
export async function ensureLagPartitions(pool: pg.Pool, now: Date): Promise<void> {
  const moments = [-1, 0, 1].map((days) => new Date(now.getTime() + days * dayMs));
  for (const table of tables) await ensureDayPartitions(pool, table, moments);
}

export type LagRetention = {
  /** For so many days samples, rollups by the minute and rollups by the hour are kept. */
  sampleDays: number;
  minuteDays: number;
  hourDays: number;
  now: Date;
  logger: Pick<Logger, 'info' | 'warn'>;
};

/** Drops what is older than it shall be kept, by whole days; groups that are gone for as long are forgotten. */
export async function keepLagRetention(pool: pg.Pool, retention: LagRetention): Promise<void> {
  const { sampleDays, minuteDays, hourDays, now } = retention;
  const days = { commit_sample: sampleDays, log_sample: sampleDays, lag_minute: minuteDays, lag_hour: hourDays };
  for (const table of tables) await dropOld(pool, table, now.getTime() - days[table] * dayMs, retention);
  const before = (kept: number) => [new Date(now.getTime() - kept * dayMs)];
  await pool.query('delete from lag_heartbeat where at < $1', before(sampleDays));
  await pool.query('delete from group_mark where at < $1', before(Math.max(minuteDays, hourDays)));
  await pool.query('delete from consumer_group where gone_at < $1', before(Math.max(sampleDays, minuteDays, hourDays)));
}

async function dropOld(pool: pg.Pool, table: string, oldestMs: number, { logger }: LagRetention): Promise<void> {
  for (const { name, day, bytes } of await listDayPartitions(pool, table)) {
    if (day.getTime() + dayMs > oldestMs) continue;
    try {
      await dropDayPartition(pool, name);
      logger.info({ partition: name, bytes }, 'A day of lag was dropped');
    } catch (err) {
      logger.warn({ err, partition: name }, 'A day of lag could not be dropped yet');
    }
  }
}
