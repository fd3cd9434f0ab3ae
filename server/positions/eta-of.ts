import type { GroupPlace } from '#server/consumer-groups/index.ts';

export type Eta = { etaMs: number; etaErrorMs: number };

/** Offsets are a second old at best, and groups commit in steps: how far a group has got is as uncertain as that, at any pace. */
const ownErrorMs = 1_000;
/** The error of a pace is one standard error, of few stretches at that: twice as much is meant to hold four times of five. */
const errorsWide = 2;

/**
 * In how long a group reaches what has so many records before it, at the pace that was measured; `sampledAgoMs` of it have
 * passed. Null for a group that does not move. Where the pace may be next to nothing, the error is as long as the wait.
 */
export function etaOf(ahead: bigint, pace: GroupPlace['pace'], sampledAgoMs: number): Eta | null {
  if (pace === null || !(pace.perSecond > 0)) return null;
  const { perSecond } = pace;
  const error = pace.errorPerSecond * errorsWide;
  const waitAt = (rate: number) => (Number(ahead) / rate) * 1_000;
  const wait = waitAt(perSecond);
  const soonest = waitAt(perSecond + error);
  const latest = perSecond > error ? Math.min(waitAt(perSecond - error), 2 * wait) : 2 * wait;
  return {
    etaMs: Math.max(0, Math.round(wait - Math.max(0, sampledAgoMs))),
    etaErrorMs: Math.round(ownErrorMs + Math.max(wait - soonest, latest - wait)),
  };
}
