import type { BenchResult } from '../bench-result.ts';
import { waitUntilStored } from '../ingest/wait-until-stored.ts';
import { readNumbers } from '../read-numbers.ts';
import { slowQuery } from '../slow-query.ts';
import { makeFlows } from '../traffic/make-flows.ts';
import { createTrafficTopics, preloadTopics } from '../traffic/preload-topics.ts';
import { type BenchStack, withBenchStack } from '../with-bench-stack.ts';
import { analyze, multiplyRows } from './multiply-rows.ts';
import { scanTopics } from './scan-topics.ts';
import { atTheDoor, type LookupTimes, overHttp, timeLookups } from './time-lookups.ts';

const aimP99Ms = 10;
const limitMs = 10 * 60_000;

/** Looks ids up among as many events as came through Kafka, then among a multiple of them; beside reading all topics. */
export async function measureFlowLookup(args: string[], say: (line: string) => void): Promise<BenchResult> {
  const { events, times, each } = readNumbers(args, { events: 1_000_000, times: 10, each: 1_000 });
  return await withBenchStack(['kafka', 'postgres', 'collector', 'web'], say, async (bench) => {
    await createTrafficTopics(bench.kafka);
    say(`sending and storing ${events} events`);
    await preloadTopics(bench.kafka, makeFlows(), events);
    await waitUntilStored(bench, events, limitMs);
    bench.stack.hold('collector');
    const { rows } = await bench.pool.query<{ id: string }>('select correlation::text as id from flow limit 1');
    const scan = await scanTopics(bench, events, rows[0]?.id ?? '');
    const small = await measureAt(bench, events, each, say);
    await multiplyRows(bench, times - 1, say);
    const large = await measureAt(bench, events * times, each, say);
    const scans = { by: scan.by, seconds: scan.seconds, extrapolatedSeconds: scan.seconds * times };
    return result(small, large, scans);
  });
}

type At = { events: number; door: LookupTimes; http: LookupTimes };

async function measureAt(bench: BenchStack, events: number, each: number, say: (line: string) => void): Promise<At> {
  await analyze(bench);
  const stored = await bench.pool.query<{ count: string }>(slowQuery('select count(*) from event'));
  if (Number(stored.rows[0]?.count) !== events) throw new Error(`${stored.rows[0]?.count} events, not ${events}`);
  say(`looking up among ${events}`);
  // The first answers of a process are about its compiler, not about the store.
  await timeLookups(bench, atTheDoor(bench), Math.ceil(each / 5));
  const door = await timeLookups(bench, atTheDoor(bench), each);
  await timeLookups(bench, overHttp(bench), Math.ceil(each / 10));
  return { events, door, http: await timeLookups(bench, overHttp(bench), Math.ceil(each / 2)) };
}

function result(small: At, large: At, scan: { by: string; seconds: number; extrapolatedSeconds: number }): BenchResult {
  const finds = (at: At) => Object.entries(at.door).filter(([name]) => name.startsWith('find'));
  const worst = (at: At, of: 'p50' | 'p99') => Math.max(...finds(at).map(([, times]) => times[of] ?? 0));
  const growth = finds(large).map(
    ([name, times]) => (times.p50 ?? 0) / (Object.fromEntries(finds(small))[name]?.p50 || 1),
  );
  return {
    ratio: worst(large, 'p99') / aimP99Ms,
    figures: {
      aimP99Ms,
      worstP99Ms: { [small.events]: worst(small, 'p99'), [large.events]: worst(large, 'p99') },
      worstGrowthOfP50: Number(Math.max(...growth).toFixed(2)),
      scan: { ...scan, note: `measured over ${small.events}, extrapolated to ${large.events}` },
      timesFasterThanScan: Math.round((scan.seconds * 1_000) / worst(small, 'p50')),
      at: [small, large],
      filled:
        'the first events came through Kafka; the rest are copies of their rows by SQL with new ids, over six days',
    },
  };
}
