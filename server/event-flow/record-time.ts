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
  if (typeof own === 'string' && !/^-?\d{1,17}(\.\d+)?$/.test(own)) return readIsoTime(own);
  const number = Number(own);
  if (!Number.isFinite(number)) return null;
  return Math.trunc(Math.abs(number) < 1e11 ? number * 1000 : number);
}

const plainIsoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d\.\d{3}Z$/;
const isoTime = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,18}))?)?)?(?:([Zz])|([+-]\d\d):?(\d\d))?$/;

/**
 * A time without a zone is taken for UTC, whatever the zone of this machine; a leap second for the second before it.
 * `Date.parse` alone would also take what no standard knows, and read it in the machine's own zone.
 */
function readIsoTime(text: string): number | null {
  if (plainIsoTime.test(text)) return validTime(Date.parse(text));
  const found = text.length > 60 ? null : isoTime.exec(text);
  if (!found) return null;
  const [, day, time = '00:00', second = '00', fraction = '0', , hours = '+00', minutes = '00'] = found;
  const ms = fraction.slice(0, 3).padEnd(3, '0');
  const parsed = Date.parse(`${day}T${time}:${second === '60' ? '59' : second}.${ms}${hours}:${minutes}`);
  return validTime(parsed);
}

function validTime(parsed: number): number | null {
  return Number.isNaN(parsed) ? null : parsed;
}
