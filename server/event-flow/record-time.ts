import { recordProblems } from './record-problems.ts';

const dayMs = 86_400_000;
/** A producer's clock may be this much ahead. */
export const futureMs = 5 * 60_000;
const mostPastMs = 7 * dayMs;
const year2000 = 946_684_800_000;

/** How far back table partitions are made: what retention would drop at once is not stored further back. */
export function pastMsOf(retentionDays: number): number {
  return Math.min(mostPastMs, retentionDays * dayMs);
}

export type RecordTimes = {
  /** Which partition of the tables the rows go to. */
  tsMs: number;
  /** What is shown: the event's own time when it is plausible, else the record's. */
  eventMs: number;
  flags: number;
};

/**
 * Clamps a record's clock to [now − past, now + 5 min], so that one wrong clock neither makes partitions in 1970 nor
 * sits on top of every list for ever.
 */
export function recordTimes(
  timestamp: bigint,
  own: string | number | null,
  nowMs: number,
  pastMs: number,
): RecordTimes {
  const stated = Number(timestamp);
  const plausible = stated >= year2000 && stated <= nowMs + futureMs;
  const recordMs = plausible ? stated : nowMs;
  const tsMs = Math.max(recordMs, nowMs - pastMs);
  const flags = plausible ? 0 : recordProblems.implausibleTimestamp;
  if (own === null) return { tsMs, eventMs: recordMs, flags };
  const ownMs = readTime(own);
  if (ownMs === null) return { tsMs, eventMs: recordMs, flags: flags | recordProblems.badEventTime };
  if (ownMs < recordMs - mostPastMs || ownMs > recordMs + futureMs) {
    return { tsMs, eventMs: recordMs, flags: flags | recordProblems.implausibleEventTime };
  }
  return { tsMs, eventMs: ownMs, flags: flags | recordProblems.ownTime };
}

/** ISO 8601, or a number of milliseconds (or seconds, below 10^11) since 1970; null when it is neither. */
function readTime(own: string | number): number | null {
  if (typeof own === 'string' && !/^-?\d{1,17}(\.\d+)?$/.test(own)) {
    const parsed = own.length > 40 ? Number.NaN : Date.parse(own);
    return Number.isNaN(parsed) ? null : parsed;
  }
  const number = Number(own);
  if (!Number.isFinite(number)) return null;
  return Math.trunc(Math.abs(number) < 1e11 ? number * 1000 : number);
}
