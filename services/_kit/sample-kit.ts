import type pg from 'pg';
import { systemClock } from '#server/platform/clock/index.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { createLogger, type Logger } from '#server/platform/logging/index.ts';
import { createTestDatabase, type TestDatabase } from '#server/platform/testing/index.ts';
import { createServiceMetrics, type ServiceMetrics } from './service-metrics.ts';
import type { WorkSetting } from './work.ts';

export type SampleKit = {
  database: TestDatabase;
  pool: pg.Pool;
  work: WorkSetting;
  logger: Logger;
  metrics: ServiceMetrics;
  /** First column of the rows, as text. */
  column(sql: string): Promise<string[]>;
  /** Empties all tables, so that the tests of a file can share the database. */
  clear(): Promise<void>;
  drop(): Promise<void>;
};

/** The tables of the kit in a database of their own, in the schema of a service that does not exist. */
export async function createSampleKit(): Promise<SampleKit> {
  const database = await createTestDatabase();
  const logger = createLogger({ name: 'sample', level: 'silent' });
  await migrate({ url: database.url, schema: 'sample', files: new URL('./tables/', import.meta.url) });
  const pool = createPool({ url: database.url, schema: 'sample', applicationName: 'sample', max: 6 });
  await pool.query('create table effect (id bigint generated always as identity, order_id text not null)');
  return {
    database,
    pool,
    logger,
    metrics: createServiceMetrics(pool),
    work: { pool, name: 'sample', topicPrefix: '', clock: systemClock, onTimer: () => undefined },
    async column(sql) {
      const { rows } = await pool.query<Record<string, unknown>>(sql);
      return rows.map((row) => String(Object.values(row)[0]));
    },
    async clear() {
      await pool.query(
        'truncate outbox, inbox, failed_key, held_record, given_up, timer, idempotent_answer, presence, effect restart identity',
      );
    },
    async drop() {
      await pool.end();
      await database.drop();
    },
  };
}
