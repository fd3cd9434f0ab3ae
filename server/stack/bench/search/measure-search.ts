import type { BenchResult } from '../bench-result.ts';
import { analyze, multiplyRows } from '../flow-lookup/multiply-rows.ts';
import { tableBytes } from '../ingest/table-bytes.ts';
import { waitUntilStored } from '../ingest/wait-until-stored.ts';
import { readNumbers } from '../read-numbers.ts';
import { eventsPerFlow, makeFlows } from '../traffic/make-flows.ts';
import { createTrafficTopics, preloadTopics } from '../traffic/preload-topics.ts';
import { type BenchStack, withBenchStack } from '../with-bench-stack.ts';
import { compareKinds } from './compare-kinds.ts';
import { sayWords } from './say-words.ts';
import { type SearchTimes, timeSearches } from './time-searches.ts';
import { waitUntilIndexed } from './wait-until-indexed.ts';

const aimP99Ms = 100;
const limitMs = 20 * 60_000;

/** Searches by beginnings of ids and by words among so many events, then among a multiple of them; and what the index costs. */
export async function measureSearch(args: string[], say: (line: string) => void): Promise<BenchResult> {
  const sizes = readNumbers(args, { events: 1_000_000, times: 10, each: 300, compare: 100_000 });
  const { events, times, each, compare } = sizes;
  return await withBenchStack(['kafka', 'postgres', 'collector'], say, async (bench) => {
    await createTrafficTopics(bench.kafka);
    say(`sending and storing ${events} events`);
    await preloadTopics(bench.kafka, makeFlows({ more: sayWords }), events);
    await waitUntilStored(bench, events, limitMs);
    say('indexing their words');
    const indexing = await waitUntilIndexed(bench, events, limitMs);
    bench.stack.hold('collector');
    const bytes = await tableBytes(bench, events);
    const kinds = await compareKinds(bench, Math.min(events, compare), say);
    const flows = Math.floor(events / eventsPerFlow) - 200;
    const small = await measureAt(bench, { events, flows, each }, say);
    await multiplyRows(bench, times - 1, say);
    const large = await measureAt(bench, { events: events * times, flows, each }, say);
    const p99 = Math.max(...Object.values(large.times).map(({ end }) => end.p99 ?? 0));
    return {
      ratio: p99 / aimP99Ms,
      figures: {
        aimP99Ms,
        worstP99Ms: p99,
        growthOfP50: growth(small.times, large.times),
        indexing,
        bytesAnEvent: bytes,
        kinds,
        at: [small, large],
      },
    };
  });
}

type Size = { events: number; flows: number; each: number };

async function measureAt(bench: BenchStack, { events, flows, each }: Size, say: (line: string) => void) {
  await analyze(bench);
  say(`searching among ${events}`);
  // The first answers of a process are about its compiler, not about the store.
  await timeSearches(bench, flows, Math.ceil(each / 5));
  return { events, times: await timeSearches(bench, flows, each) };
}

function growth(small: SearchTimes, large: SearchTimes): Record<string, number> {
  const ratio = (what: string) => (large[what]?.end.p50 ?? 0) / (small[what]?.end.p50 || 1);
  return Object.fromEntries(Object.keys(small).map((what) => [what, Number(ratio(what).toFixed(2))]));
}
