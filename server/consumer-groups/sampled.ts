import type { ReadOffsets } from './lag-of.ts';
import { lagOf } from './lag-of.ts';
import type { LagSample } from './lag-sample.ts';

export const nowMs = Date.UTC(2026, 10, 28, 12);

type Row = [agoSeconds: number, committed: number | null, logEnd: number | null, logStart?: number | null];

/** Samples as a test writes them: seconds ago, commit, end of the log, its start (0 where not said). Oldest first. */
export function sampled(...rows: Row[]): LagSample[] {
  return rows.map(([ago, committed, logEnd, logStart = 0]) => ({
    atMs: nowMs - ago * 1_000,
    committed: offset(committed),
    logStart: offset(logStart),
    logEnd: offset(logEnd),
  }));
}

/** Every 30 s of the last ten minutes: `at(seconds since the first)` gives commit and end. */
export function sampledBy(at: (seconds: number) => [committed: number, logEnd: number]): LagSample[] {
  const seconds = Array.from({ length: 20 }, (_, index) => index * 30);
  return sampled(...seconds.map((second): Row => [570 - second, ...at(second)]));
}

/** The lag that the last sample tells. */
export function lagNow(samples: readonly LagSample[], more: Partial<ReadOffsets> = {}) {
  const last = samples.at(-1) ?? { committed: null, logStart: null, logEnd: null };
  const { committed, logStart, logEnd } = last;
  const read = { committed, logStart, logEnd, lastStable: logEnd, endReadBeforeCommit: false, ...more };
  return lagOf(read, null, samples, nowMs);
}

function offset(value: number | null): bigint | null {
  return value === null ? null : BigInt(value);
}
