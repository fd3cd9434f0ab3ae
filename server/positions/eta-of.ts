import type { GroupPlace } from '#server/consumer-groups/index.ts';

export type Eta = { etaMs: number; etaErrorMs: number };

/** Offsets are a second old at best, and groups commit in steps: how far a group has got is as uncertain as that, at any pace. */
const ownErrorMs = 1_000;
/** The error of a pace is one standard error, of few stretches at that: twice as much is meant to hold four times of five. */
const errorsWide = 2;

/** In which order a member takes its partitions is its own: so much of what the others have may come sooner or later. */
const orderShare = 0.25;

type Reading = Pick<GroupPlace, 'committed' | 'logEnd' | 'pace' | 'owner'>;

/**
 * In how long a group reaches what has so many records before it, at the pace that was measured; `sampledAgoMs` of it have
 * passed. A member takes its partitions in turns: before a record is reached, as much has been read of each other one, or all
 * that waits there. Null for a partition that does not move, whatever its member reads meanwhile. Where the pace may be next
 * to nothing, the error is as long as the wait.
 */
export function etaOf(ahead: bigint, reading: Reading, sampledAgoMs: number): Eta | null {
  const { pace: own, owner } = reading;
  const pace = owner?.pace ?? own;
  if (pace === null || !(pace.perSecond > 0) || (own !== null && !(own.perSecond > 0))) return null;
  const others = owner?.pace ? readMeanwhile(ahead, reading, owner.lags) : 0;
  const error = pace.errorPerSecond * errorsWide;
  const waitAt = (rate: number) => ((Number(ahead) + others) / rate) * 1_000;
  const wait = waitAt(pace.perSecond);
  const soonest = waitAt(pace.perSecond + error);
  const latest = pace.perSecond > error ? Math.min(waitAt(pace.perSecond - error), 2 * wait) : 2 * wait;
  const orderErrorMs = orderShare * (others / pace.perSecond) * 1_000;
  return {
    etaMs: Math.max(0, Math.round(wait - Math.max(0, sampledAgoMs))),
    etaErrorMs: Math.round(ownErrorMs + Math.max(wait - soonest, latest - wait) + orderErrorMs),
  };
}

/** Of the other partitions of the member; its own is one of those that are behind. */
function readMeanwhile(ahead: bigint, { committed, logEnd }: Reading, lags: readonly number[]): number {
  const most = Number(ahead);
  const all = lags.reduce((sum, lag) => sum + Math.min(lag, most), 0);
  const own = committed === null || logEnd === null ? most : Math.min(Number(logEnd - committed), most);
  return Math.max(0, all - own);
}
