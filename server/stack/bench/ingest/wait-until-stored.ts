import { setTimeout as wait } from 'node:timers/promises';
import { readCpuSeconds } from '../../processes/read-cpu.ts';
import type { BenchStack } from '../with-bench-stack.ts';

/** A moment of the drain: how much was stored and folded, and the CPU used by then. */
export type DrainMoment = { atMs: number; stored: number; folded: number; collectorCpu: number; postgresCpu: number };

const everyMs = 100;

/** Watches the collector until `events` records are stored and folded; the moments of its first and last look at least. */
export async function waitUntilStored(bench: BenchStack, events: number, limitMs: number): Promise<DrainMoment[]> {
  const moments: DrainMoment[] = [];
  const deadline = performance.now() + limitMs;
  for (;;) {
    const moment = await look(bench);
    moments.push(moment);
    if (moment.stored >= events && moment.folded >= events) return moments;
    if (performance.now() > deadline) throw new Error(`only ${moment.stored} of ${events} records were stored in time`);
    await wait(everyMs);
  }
}

async function look({ pool, pidOf }: BenchStack): Promise<DrainMoment> {
  const { rows } = await pool.query<{ stored: string; folded: string }>(
    `select (select coalesce(sum(next_offset), 0) from index_offset)::text as stored,
            (select coalesce(sum(folded_offset), 0) from fold_cursor)::text as folded`,
  );
  const [collectorCpu, postgresCpu] = await Promise.all([
    readCpuSeconds(pidOf('collector')).catch(() => 0),
    readCpuSeconds(pidOf('postgres')),
  ]);
  const [row] = rows;
  return {
    atMs: performance.now(),
    stored: Number(row?.stored),
    folded: Number(row?.folded),
    collectorCpu,
    postgresCpu,
  };
}
