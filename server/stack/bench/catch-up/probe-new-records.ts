import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createProducer } from '#server/platform/kafka/index.ts';
import { type Spread, spread } from '../figures/spread.ts';
import type { BenchStack } from '../with-bench-stack.ts';

const everyMs = 500;
const lookEveryMs = 100;
const patienceMs = 120_000;

/** Sends records of new flows until the signal, while older ones wait; gives the milliseconds until each was stored. */
export async function probeNewRecords(bench: BenchStack, signal: AbortSignal): Promise<Spread> {
  const missing = new Map<string, number>();
  const sending = send(bench, missing, signal);
  const ages: number[] = [];
  let deadline = Number.POSITIVE_INFINITY;
  while (!signal.aborted || missing.size > 0) {
    if (signal.aborted) deadline = Math.min(deadline, Date.now() + patienceMs);
    if (Date.now() > deadline) throw new Error(`${missing.size} new records were not stored`);
    for (const id of await stored(bench, [...missing.keys()])) {
      ages.push(Date.now() - (missing.get(id) ?? 0));
      missing.delete(id);
    }
    await wait(lookEveryMs);
  }
  await sending;
  return spread(ages);
}

async function send({ kafka }: BenchStack, missing: Map<string, number>, signal: AbortSignal): Promise<void> {
  const producer = createProducer(kafka);
  while (!signal.aborted) {
    const id = randomUUID();
    const headers = { event_id: randomUUID(), event_type: 'probe.sent', correlation_id: id };
    missing.set(id, Date.now());
    await producer.send('order-events', [{ key: id, value: '{}', headers }]);
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
  await producer.close();
}

/** Behind by much, a transaction has more flows than its notice can name, so the rows themselves are asked for. */
async function stored({ pool }: BenchStack, ids: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'select correlation::text as id from event where correlation = any($1::uuid[])',
    [ids],
  );
  return rows.map(({ id }) => id);
}
