import type { LagSample } from './lag-sample.ts';

/**
 * When a record came, by where the log ended then and then: between two samples, in proportion; true within ± `errorMs`.
 * Null where no sample is older than the record: nothing is extrapolated.
 */
export function whenAppended(history: readonly LagSample[], offset: bigint): { atMs: number; errorMs: number } | null {
  let before: { atMs: number; end: bigint } | null = null;
  let after: { atMs: number; end: bigint } | null = null;
  for (const { atMs, logEnd } of history) {
    if (logEnd === null) continue;
    if (logEnd <= offset) [before, after] = [{ atMs, end: logEnd }, null];
    else after ??= { atMs, end: logEnd };
  }
  if (!before || !after) return null;
  const share = Number(offset - before.end) / Number(after.end - before.end);
  const atMs = before.atMs + share * (after.atMs - before.atMs);
  return { atMs, errorMs: Math.max(atMs - before.atMs, after.atMs - atMs) };
}
