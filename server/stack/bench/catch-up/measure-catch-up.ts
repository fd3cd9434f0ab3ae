import { setTimeout as wait } from 'node:timers/promises';
import type { BenchResult } from '../bench-result.ts';
import { consumeBare } from '../ingest/consume-bare.ts';
import { readNumbers } from '../read-numbers.ts';
import { makeFlows } from '../traffic/make-flows.ts';
import { createTrafficTopics, preloadTopics } from '../traffic/preload-topics.ts';
import { readLag } from '../traffic/read-lag.ts';
import { sendSteadily } from '../traffic/send-steadily.ts';
import { type BenchStack, withBenchStack } from '../with-bench-stack.ts';
import { probeNewRecords } from './probe-new-records.ts';
import { type Statement, watchStatement } from './watch-statement.ts';

const aimSeconds = 90;
const limitMs = 15 * 60_000;
const lookEveryMs = 250;

/** Lets an hour of traffic wait, starts the collector while the traffic goes on, and watches until nothing waits. */
export async function measureCatchUp(args: string[], say: (line: string) => void): Promise<BenchResult> {
  const { events, rate } = readNumbers(args, { events: 1_800_000, rate: 500 });
  return await withBenchStack(['kafka', 'postgres', 'collector', 'web'], say, async (bench) => {
    const release = bench.stack.hold('collector');
    await createTrafficTopics(bench.kafka);
    say(`sending ${events} events`);
    await preloadTopics(bench.kafka, makeFlows(), events);
    const consumed = await consumeBare(bench, events);
    const traffic = sendSteadily(bench.kafka, makeFlows(), rate);
    say('storing them while more come');
    const drained = await drain(bench, release, say);
    const { sent } = await traffic.stop();
    const statement = drained.statement;
    return {
      ratio: ((drained.seconds / aimSeconds) * 1_800_000) / events,
      figures: {
        waiting: events,
        perSecondMeanwhile: rate,
        sentMeanwhile: sent,
        aimSeconds: Number(((aimSeconds * events) / 1_800_000).toFixed(1)),
        drainSeconds: Number(drained.seconds.toFixed(1)),
        perSecond: Math.round((events + sent) / drained.seconds),
        bareConsumeSeconds: Number(consumed.seconds.toFixed(1)),
        newRecordsMs: drained.newRecords,
        pagesWhileBehind: statement,
      },
    };
  });
}

type Drained = { seconds: number; newRecords: Awaited<ReturnType<typeof probeNewRecords>>; statement: Statement };

async function drain(bench: BenchStack, release: () => void, say: (line: string) => void): Promise<Drained> {
  const over = new AbortController();
  const startedAt = performance.now();
  release();
  const watching = Promise.all([
    probeNewRecords(bench, over.signal),
    watchStatement(bench.stack.addresses.web, over.signal),
  ]);
  // Its failure is seen below; meanwhile it must not end the process.
  watching.catch(() => undefined);
  try {
    await untilDrained(bench, say);
  } finally {
    over.abort();
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const [newRecords, statement] = await watching;
  return { seconds, newRecords, statement };
}

/** Until less waits than the traffic brings in a second. */
async function untilDrained(bench: BenchStack, say: (line: string) => void): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (let looks = 0; ; looks += 1) {
    const lag = await readLag(bench);
    if (lag < 500) return;
    if (performance.now() > deadline) throw new Error(`${lag} records still wait`);
    if (looks % 40 === 0) say(`${lag} wait`);
    await wait(lookEveryMs);
  }
}
