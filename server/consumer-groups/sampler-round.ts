import type { PartProblem } from '#schemas/api/common.ts';

/** A round of the sampler as a whole. */
export type SamplerRound = {
  sampler: string;
  /** When the commits were read. */
  atMs: number;
  /** Until it was to be written. */
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

/** How often to come, by how long a round took (ms): a broker that answers slowly is asked seldom. */
export function paceOfRounds(tookMs: number): number {
  return Math.min(mostMs, Math.max(leastMs, Math.ceil(tookMs * restPerWork)));
}
