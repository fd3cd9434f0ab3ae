import { setTimeout as wait } from 'node:timers/promises';
import { readCpuSeconds } from '../../processes/read-cpu.ts';
import type { BenchStack } from '../with-bench-stack.ts';

/** What indexing the words of so many records took, from when the collector had nothing else to do. */
export type IndexingCost = {
  records: number;
  seconds: number;
  perSecond: number;
  collectorMicros: number;
  postgresMicros: number;
};

/** Waits until all words of `events` records are indexed, and says what the rest of it cost a record. */
export async function waitUntilIndexed(bench: BenchStack, events: number, limitMs: number): Promise<IndexingCost> {
  const first = await look(bench);
  const deadline = performance.now() + limitMs;
  let last = first;
  while (last.indexed < events) {
    if (performance.now() > deadline) throw new Error(`only ${last.indexed} of ${events} were indexed in time`);
    await wait(100);
    last = await look(bench);
  }
  const records = last.indexed - first.indexed;
  const seconds = (last.atMs - first.atMs) / 1_000;
  const micros = (of: 'collector' | 'postgres') => Number((((last[of] - first[of]) * 1e6) / records).toFixed(1));
  return {
    records,
    seconds: Number(seconds.toFixed(1)),
    perSecond: Math.round(records / seconds),
    collectorMicros: micros('collector'),
    postgresMicros: micros('postgres'),
  };
}

async function look({ pool, pidOf }: BenchStack) {
  const { rows } = await pool.query<{ indexed: string }>(
    'select coalesce(sum(next_offset), 0)::text as indexed from word_cursor',
  );
  const [collector, postgres] = await Promise.all([
    readCpuSeconds(pidOf('collector')),
    readCpuSeconds(pidOf('postgres')),
  ]);
  return { atMs: performance.now(), indexed: Number(rows[0]?.indexed), collector, postgres };
}
