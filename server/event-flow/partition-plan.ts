import { hourMs } from './plan-blocks.ts';
import { futureMs } from './record-time.ts';

export const partitionedTables = ['event', 'block', 'ref', 'id_text'] as const;

/** Whole hours since 1970, the upper end not included. */
export type TimeRange = { fromMs: number; toMs: number };

const dayMs = 24 * hourMs;
const aheadMs = hourMs;
const sharesOfLimit = 8;
const steps = [24, 6, 1];

/**
 * The partitions to make so that every moment in [now − past, now + 1 h] has one. Days already gone are made whole; what
 * is to come is cut by `stepHours` and never across midnight. Pure; what exists keeps its bounds, whatever they are.
 */
export function missingRanges(
  existing: readonly TimeRange[],
  nowMs: number,
  pastMs: number,
  stepHours: number,
): TimeRange[] {
  const end = nowMs + futureMs + aheadMs;
  const sorted = existing.toSorted((a, b) => a.fromMs - b.fromMs);
  const missing: TimeRange[] = [];
  let at = Math.floor((nowMs - pastMs) / dayMs) * dayMs;
  while (at <= end) {
    const here = sorted.find(({ fromMs, toMs }) => fromMs <= at && at < toMs);
    if (here) {
      at = here.toMs;
      continue;
    }
    const stepMs = at + dayMs <= nowMs ? dayMs : stepHours * hourMs;
    const next = sorted.find(({ fromMs }) => fromMs > at)?.fromMs ?? Number.POSITIVE_INFINITY;
    const toMs = Math.min(Math.floor(at / stepMs) * stepMs + stepMs, next);
    missing.push({ fromMs: at, toMs });
    at = toMs;
  }
  return missing;
}

/**
 * How long a new partition shall be: the longest step that is expected to hold no more than an eighth of what retention
 * keeps, since nothing smaller than a partition can be dropped. Unknown traffic gets the middle one.
 */
export function stepHoursFor(bytesPerHour: number | null, limitBytes: number): number {
  if (bytesPerHour === null) return 6;
  return steps.find((hours) => bytesPerHour * hours <= limitBytes / sharesOfLimit) ?? 1;
}

/** `event_2026112418_6` is the partition of `event` for six hours from 18:00. */
export function partitionName(table: string, { fromMs, toMs }: TimeRange): string {
  const start = new Date(fromMs).toISOString().slice(0, 13).replace(/\D/g, '');
  return `${table}_${start}_${Math.round((toMs - fromMs) / hourMs)}`;
}

/** The range of a name that `partitionName` made, else null. */
export function rangeOfName(table: string, name: string): TimeRange | null {
  const parts = new RegExp(`^${table}_(\\d{4})(\\d{2})(\\d{2})(\\d{2})_(\\d{1,4})$`).exec(name);
  if (!parts) return null;
  const fromMs = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:00:00Z`);
  return { fromMs, toMs: fromMs + Number(parts[5]) * hourMs };
}

export type SizedRange = TimeRange & { bytes: number };

/** An empty partition takes about this much; dropping it for room would only make it be made again. */
const emptyBytes = 512 * 1024;

/**
 * What retention drops, oldest first: all that is older than `ageMs`, then, while the whole takes more than
 * `limitBytes`, the oldest that holds anything; never what is being written now.
 */
export function rangesToDrop(
  ranges: readonly SizedRange[],
  nowMs: number,
  ageMs: number,
  limitBytes: number,
): SizedRange[] {
  const sorted = ranges.toSorted((a, b) => a.fromMs - b.fromMs);
  const old = sorted.filter(({ toMs }) => toMs <= nowMs - ageMs);
  const kept = sorted.filter(({ toMs }) => toMs > nowMs - ageMs);
  let bytes = kept.reduce((sum, range) => sum + range.bytes, 0);
  const tooMany: SizedRange[] = [];
  for (const range of kept) {
    if (bytes <= limitBytes) break;
    if (range.toMs > nowMs || range.bytes <= emptyBytes) continue;
    tooMany.push(range);
    bytes -= range.bytes;
  }
  return [...old, ...tooMany];
}
