import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createProducer } from '#server/platform/kafka/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { type Spread, spread } from '../figures/spread.ts';
import { hearRows } from '../freshness/hear-flows.ts';
import type { BenchStack } from '../with-bench-stack.ts';

const everyMs = 500;
const mostProbes = 2_000;

/** Sends records of new flows while older ones wait; gives the milliseconds until each was committed. */
export async function probeNewRecords(bench: BenchStack, signal: AbortSignal): Promise<Spread> {
  const ids = Array.from({ length: mostProbes }, () => randomUUID());
  const rows = await hearRows(bench, ids);
  const producer = createProducer(bench.kafka);
  const sent: { id: string; at: number }[] = [];
  try {
    while (!signal.aborted && sent.length < mostProbes) {
      const id = ids[sent.length] ?? '';
      sent.push({ id, at: Date.now() });
      const headers = { event_id: randomUUID(), event_type: 'probe.sent', correlation_id: id };
      await producer.send('order-events', [{ key: id, value: '{}', headers }]);
      await wait(everyMs, undefined, { signal }).catch(() => undefined);
    }
    const ages = sent.map(async ({ id, at }) => {
      const what = 'a new record among those that waited';
      return (await eventually(() => rows.heardAt(id, at), { timeoutMs: 120_000, everyMs: 100, what })) - at;
    });
    return spread(await Promise.all(ages));
  } finally {
    await rows.close();
    await producer.close();
  }
}
