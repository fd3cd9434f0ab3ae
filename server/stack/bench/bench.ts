import { writeSync } from 'node:fs';
import type { BenchResult } from './bench-result.ts';
import { describeSetup } from './describe-setup.ts';
import { measureIngest } from './ingest/measure-ingest.ts';
import { measureMemory } from './measure-memory.ts';
import { measureStart } from './measure-start.ts';

type Bench = { what: string; run(args: string[], say: (line: string) => void): Promise<BenchResult> };

const benches: Record<string, Bench> = {
  start: { what: 'seconds from `npm start` to the address, on a fresh clone and again', run: measureStart },
  memory: { what: 'memory of each process after ten minutes of default traffic (--minutes N)', run: measureMemory },
  ingest: {
    what: 'records a second from full topics into the store, beside bare COPY (--events N)',
    run: measureIngest,
  },
};

/** `npm run bench`: progress goes to standard error, one JSON line a benchmark to standard output. */
export async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--list' || name === '--help') {
    for (const [bench, { what }] of Object.entries(benches)) writeSync(1, `${bench.padEnd(10)} ${what}\n`);
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
