import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createPool, inTransaction } from '#server/platform/db/index.ts';
import { notifyFlows } from '#server/platform/live/index.ts';

/** As many as fit into the notices of one transaction. */
const idsAtOnce = 700;

export type Noise = { notices: number; seconds: number; queueUsage: number };

const pauseMs = 30;
/** How the ids of flows begin that are not there. */
export const noiseMark = 'noise';

/** Tells so often of flows that are not there that whoever does not read has everything between full. */
export async function makeNoise(databaseUrl: string, notices: number): Promise<Noise> {
  const pool = createPool({ url: databaseUrl, schema: 'console', applicationName: 'trial', max: 2 });
  const began = performance.now();
  try {
    for (let told = 0; told < notices; told++) {
      const ids = Array.from({ length: idsAtOnce }, () => `${noiseMark}${randomUUID().slice(noiseMark.length)}`);
      await inTransaction(pool, (client) => notifyFlows(client, ids, 'summaries'));
      await delay(pauseMs);
    }
    const seconds = (performance.now() - began) / 1_000;
    const { rows } = await pool.query<{ usage: number }>('select pg_notification_queue_usage()::float8 as usage');
    return { notices, seconds: Number(seconds.toFixed(1)), queueUsage: rows[0]?.usage ?? Number.NaN };
  } finally {
    await pool.end();
  }
}
