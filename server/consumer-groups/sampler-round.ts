import type { PartProblem } from '#schemas/api/common.ts';

/** A round of the sampler as a whole. */
export type SamplerRound = {
  sampler: string;
  /** When the commits were read, and right after it the ends. */
  readMs: number;
  atMs: number;
  /** Until all of it but this was written. */
  tookMs: number;
  /** How long it is until the next one. */
  everyMs: number;
  requests: number;
  partitions: number;
  problems: PartProblem[];
};

const leastMs = 1_000;
const mostMs = 60_000;
/** Asking takes at most a tenth of the time. */
const restPerWork = 10;

/** Waiting for a broker that is away is no work of the others. */
const mostTroubledMs = 10_000;

/**
 * How long (ms) to wait after a round that took so long and came after `beforeMs`: a broker that answers slowly is asked
 * seldom. Grows twofold at most, so that one slow round does not keep the next one away for a minute.
 */
export function paceOfRounds(
  tookMs: number,
  { beforeMs, isTroubled }: { beforeMs: number; isTroubled: boolean },
): number {
  const wantedMs = Math.max(leastMs, Math.ceil(tookMs * restPerWork));
  return Math.min(wantedMs, Math.max(leastMs, beforeMs * 2), isTroubled ? mostTroubledMs : mostMs);
}
