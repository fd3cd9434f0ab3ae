import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createPool, inTransaction } from '#server/platform/db/index.ts';
import { notifyFlows } from '#server/platform/live/index.ts';

/** As many as fit into the notices of one transaction. */
const idsAtOnce = 700;

export type Noise = { notices: number; queueUsage: number };

/** Tells of flows that are not there, so many that whoever does not read has everything between full. */
export async function makeNoise(databaseUrl: string, forMs: number, everyMs: number): Promise<Noise> {
  const pool = createPool({ url: databaseUrl, schema: 'console', applicationName: 'trial', max: 2 });
  const end = performance.now() + forMs;
  let notices = 0;
  try {
    while (performance.now() < end) {
      const ids = Array.from({ length: idsAtOnce }, () => randomUUID());
      await inTransaction(pool, (client) => notifyFlows(client, ids, 'summaries'));
      notices++;
      await delay(everyMs);
    }
    const { rows } = await pool.query<{ usage: number }>('select pg_notification_queue_usage()::float8 as usage');
    return { notices, queueUsage: rows[0]?.usage ?? Number.NaN };
  } finally {
    await pool.end();
  }
}
