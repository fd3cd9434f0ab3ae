import { parseArgs } from 'node:util';
import type { BenchResult } from '../bench-result.ts';
import { makeFlows } from '../traffic/make-flows.ts';
import { createTrafficTopics } from '../traffic/preload-topics.ts';
import { readLag } from '../traffic/read-lag.ts';
import { sendSteadily } from '../traffic/send-steadily.ts';
import { type BenchStack, withBenchStack } from '../with-bench-stack.ts';
import { type Legs, probeFreshness } from './probe-freshness.ts';
import { type WatchedPage, watchPage } from './watch-page.ts';

const aims = { atPerSecond: 500, p50Ms: 150, p99Ms: 500 };

/** Follows single records from the producer to the page of a real browser, under steady traffic of several rates. */
export async function measureFreshness(args: string[], say: (line: string) => void): Promise<BenchResult> {
  const { rates, probes } = readOptions(args);
  return await withBenchStack(['kafka', 'postgres', 'collector', 'web'], say, async (bench) => {
    await createTrafficTopics(bench.kafka);
    const page = await watchPage(say);
    try {
      const measured: Measured[] = [];
      await probeFreshness(bench, page, Math.min(probes, 10));
      for (const rate of rates) measured.push(await measureAt(bench, page, { rate, probes, say }));
      return result(measured);
    } finally {
      await page.close();
    }
  });
}

type Measured = { perSecond: number; sentPerSecond: number; lagAtEnd: number; legs: Legs };
type At = { rate: number; probes: number; say: (line: string) => void };

async function measureAt(bench: BenchStack, page: WatchedPage, { rate, probes, say }: At): Promise<Measured> {
  say(`probing at ${rate} events a second`);
  const traffic = sendSteadily(bench.kafka, makeFlows(), rate);
  const legs = await probeFreshness(bench, page, probes);
  const lagAtEnd = await readLag(bench);
  const { sent, seconds } = await traffic.stop();
  return { perSecond: rate, sentPerSecond: Math.round(sent / seconds), lagAtEnd, legs };
}

function result(measured: Measured[]): BenchResult {
  const judged = measured.find(({ perSecond }) => perSecond === aims.atPerSecond) ?? measured.at(-1);
  const { p50, p99 } = judged?.legs.page ?? { p50: null, p99: null };
  const ratio = Math.max((p50 ?? Number.POSITIVE_INFINITY) / aims.p50Ms, (p99 ?? 0) / aims.p99Ms);
  return { ratio, figures: { aims, judgedAt: judged?.perSecond ?? null, unit: 'ms since the send', measured } };
}

function readOptions(args: string[]): { rates: number[]; probes: number } {
  const { values } = parseArgs({
    args,
    options: { rates: { type: 'string', default: '50,500,2000' }, probes: { type: 'string', default: '80' } },
  });
  const rates = values.rates.split(',').map(Number);
  const probes = Number(values.probes);
  if (![...rates, probes].every((number) => number > 0))
    throw new RangeError('--rates and --probes take numbers above 0');
  return { rates, probes };
}
