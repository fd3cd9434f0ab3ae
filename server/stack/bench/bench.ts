import { writeSync } from 'node:fs';
import type { BenchResult } from './bench-result.ts';
import { measureCatchUp } from './catch-up/measure-catch-up.ts';
import { describeSetup } from './describe-setup.ts';
import { measureEta } from './eta/measure-eta.ts';
import { measureFlowLookup } from './flow-lookup/measure-flow-lookup.ts';
import { measureFlowPage } from './flow-page/measure-flow-page.ts';
import { measureFreshness } from './freshness/measure-freshness.ts';
import { measureGroups } from './groups/measure-groups.ts';
import { measureIngest } from './ingest/measure-ingest.ts';
import { measureLateClock } from './late-clock/measure-late-clock.ts';
import { measureMemory } from './measure-memory.ts';
import { measureStart } from './measure-start.ts';
import { measureSearch } from './search/measure-search.ts';
import { measureSoak } from './soak/measure-soak.ts';

type Bench = { what: string; run(args: string[], say: (line: string) => void): Promise<BenchResult> };

const benches: Record<string, Bench> = {
  start: { what: 'seconds from `npm start` to the address, on a fresh clone and again', run: measureStart },
  memory: { what: 'memory of each process after ten minutes of default traffic (--minutes N)', run: measureMemory },
  ingest: {
    what: 'records a second into the store, beside bare COPY and bare reading (--events N)',
    run: measureIngest,
  },
  'flow-lookup': {
    what: 'milliseconds from an id to its flow, beside reading all topics (--events N --times N --each N)',
    run: measureFlowLookup,
  },
  search: {
    what: 'milliseconds to find by six characters of an id and by words, and what the index of words costs (--events N --times N --each N --compare N)',
    run: measureSearch,
  },
  'flow-page': {
    what: 'milliseconds and bytes of a flow of 1,000, 10,000 and 100,000 records, frames and first load of its page (--long N --each N --loads N --frames N)',
    run: measureFlowPage,
  },
  freshness: {
    what: 'milliseconds from a send to the row, the stream and the page of a browser (--rates N,N --probes N)',
    run: measureFreshness,
  },
  'catch-up': { what: 'seconds to store an hour of traffic that waited (--events N --rate N)', run: measureCatchUp },
  'late-clock': {
    what: 'what finding late flows costs a minute, among many open ones (--flows N --due N --seconds N)',
    run: measureLateClock,
  },
  eta: {
    what: 'how long events are said to wait for a consumer group, beside how long they then wait, over a lunch rush (--per-minute N --seconds N)',
    run: measureEta,
  },
  groups: {
    what: 'seconds to a complete picture of many consumer groups, requests, bytes, first paint and memory (--small N --groups N --partitions N --many N --rounds N --each N --loads N)',
    run: measureGroups,
  },
  soak: { what: 'memory, lag and files under steady traffic (--minutes N --rate N --seconds N)', run: measureSoak },
};

/** `npm run bench`: progress goes to standard error, one JSON line a benchmark to standard output. */
export async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--list' || name === '--help') {
    for (const [bench, { what }] of Object.entries(benches)) writeSync(1, `${bench.padEnd(12)} ${what}\n`);
    return 0;
  }
  const chosen = name === undefined ? Object.keys(benches) : [name];
  for (const bench of chosen) {
    const entry = benches[bench];
    if (!entry) {
      writeSync(2, `There is no benchmark named ${bench}: ${Object.keys(benches).join(', ')}\n`);
      return 2;
    }
    const { ratio, figures } = await entry.run(rest, (line) => writeSync(2, `  ${line}\n`));
    const line = { bench, ratio: Number(ratio.toFixed(3)), ...figures, setup: await describeSetup() };
    writeSync(1, `${JSON.stringify(line)}\n`);
  }
  return 0;
}
