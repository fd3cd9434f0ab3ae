import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createProducer } from '#server/platform/kafka/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { type Spread, spread } from '../figures/spread.ts';
import type { BenchStack } from '../with-bench-stack.ts';
import { hearRows, hearStream } from './hear-flows.ts';
import { type WatchedPage, watchedWord } from './watch-page.ts';

/** Milliseconds from the call that sends a record until it is somewhere. */
export type Legs = Record<'acknowledged' | 'row' | 'stream' | 'page', Spread>;

type Probe = { sentAt: number; ackedAt: number; rowAt: number; streamAt: number; pageAt: number };

// A page reads again at most every 400 ms; rows far down in a long table are not drawn at all.
const betweenMs = { least: 700, most: 1_100 };
const probesAPage = 12;
const patienceMs = 60_000;

/** Sends single records of a flow whose page is open, and notes when each is where. */
export async function probeFreshness(bench: BenchStack, page: WatchedPage, probes: number): Promise<Legs> {
  const producer = createProducer(bench.kafka);
  const seen: Probe[] = [];
  try {
    while (seen.length < probes) {
      const some = Math.min(probesAPage, probes - seen.length);
      seen.push(...(await probeOneFlow(bench, page, (value) => producer.send('order-events', [value]), some)));
    }
  } finally {
    await producer.close();
  }
  const from = (of: keyof Probe) => spread(seen.map((probe) => probe[of] - probe.sentAt));
  return { acknowledged: from('ackedAt'), row: from('rowAt'), stream: from('streamAt'), page: from('pageAt') };
}

type Send = (message: ReturnType<typeof probeMessage>) => Promise<unknown>;

async function probeOneFlow(bench: BenchStack, page: WatchedPage, send: Send, count: number): Promise<Probe[]> {
  const flow = randomUUID();
  await send(probeMessage(flow, 'probe.begun'));
  const [rows, stream] = await Promise.all([hearRows(bench, [flow]), hearStream(bench, [flow])]);
  try {
    await page.open(`${bench.stack.addresses.web}/flows/${flow}?view=table`);
    const probes: Probe[] = [];
    // The first shows that the page hears; it is not counted.
    for (let index = 0; index <= count; index += 1) {
      await wait(betweenMs.least + Math.random() * (betweenMs.most - betweenMs.least));
      const word = `${watchedWord}${Math.floor(Math.random() * 1e12)}`;
      const sentAt = Date.now();
      await send(probeMessage(flow, word));
      const ackedAt = Date.now();
      const pageAt = await patiently(() => page.seenAt(word), 'the record on the page');
      const rowAt = await patiently(() => rows.heardAt(flow, sentAt), 'the notice of its row');
      const streamAt = await patiently(() => stream.heardAt(flow, sentAt), 'its message on the stream');
      if (index > 0) probes.push({ sentAt, ackedAt, rowAt, streamAt, pageAt });
    }
    return probes;
  } finally {
    await Promise.all([rows.close(), stream.close()]);
  }
}

function patiently(look: () => number | null | Promise<number | null>, what: string): Promise<number> {
  return eventually(look, { timeoutMs: patienceMs, everyMs: 50, what });
}

function probeMessage(flow: string, type: string) {
  const envelope = {
    event_id: randomUUID(),
    event_type: type,
    event_version: '1',
    event_time: new Date().toISOString(),
    source_service: 'bench',
    correlation_id: flow,
  };
  return { key: flow, value: JSON.stringify({ ...envelope, data: {} }), headers: envelope };
}
