import { formatDuration } from '#app/_ui/format-duration.ts';
import type { FlowPosition } from '#schemas/api/flow-position.ts';

export type Reach = { text: string; error: string | null; tip: string | null };

/** In how long it is read, or how long that took; never more exact than it is known. Null where nobody can say. */
export function reachWords(position: FlowPosition, nowMs: number): Reach | null {
  const { state, etaMs, etaErrorMs, tookMs, atErrorMs, nextAt } = position;
  if (state === 'processed' || state === 'dead_lettered') {
    if (tookMs === null) return null;
    if (!atErrorMs) return { text: formatDuration(tookMs), error: null, tip: 'From the event’s own time' };
    return { ...about(tookMs, atErrorMs), tip: 'Between two samples of the group’s offsets' };
  }
  if (state === 'processing') return { text: 'now', error: null, tip: null };
  if (nextAt !== null) {
    const inMs = Math.max(0, Math.floor((Date.parse(nextAt) - nowMs) / 1_000) * 1_000);
    return { text: inMs === 0 ? 'now' : `in ${formatDuration(inMs)}`, error: null, tip: 'When it is tried again' };
  }
  if (etaMs === null) return null;
  return { ...about(etaMs, etaErrorMs ?? etaMs), tip: 'At the pace of the last minutes' };
}

const units = [
  { name: 'h', ms: 3_600_000, from: 7_200_000 },
  { name: 'min', ms: 60_000, from: 120_000 },
  { name: 's', ms: 1_000, from: 0 },
] as const;

/** `≈ 50 s` and `± 15`, both in one unit. */
function about(ms: number, errorMs: number): { text: string; error: string } {
  const unit = units.find(({ from }) => ms >= from) ?? units[2];
  const round = (value: number) => (value < unit.ms ? '< 1' : String(Math.round(value / unit.ms)));
  return { text: `${ms < unit.ms ? '' : '≈ '}${round(ms)} ${unit.name}`, error: `± ${round(errorMs)}` };
}
