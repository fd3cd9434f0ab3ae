import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import type { GroupHistory } from '#schemas/api/consumer-group.ts';

/** What the curve shows, for those who cannot see it and those who need not. `when` writes a moment (ms since 1970). */
export function writeHistory({ points }: Pick<GroupHistory, 'points'>, when: (at: number) => string): string {
  const known = points.flatMap(({ at, lag, lagMs }) => (lag === null ? [] : [{ at: Date.parse(at), lag, lagMs }]));
  const last = known.at(-1);
  if (!last) return 'There is no sample of this time.';
  const worst = known.reduce((most, point) => (point.lag > most.lag ? point : most), last);
  const missing = points.length - known.length;
  const gaps = missing > 0 ? ` ${capital(formatNoun(missing, 'point'))} of ${points.length} without a sample.` : '';
  if (worst.lag === 0) return `Never behind in this time.${gaps}`;
  const waited = worst.lagMs === null || worst.lagMs < 1000 ? '' : ` (${formatDuration(whole(worst.lagMs))})`;
  return `At most ${formatCount(Math.round(worst.lag))} behind${waited}, at ${when(worst.at)}; lately ${formatCount(Math.round(last.lag))}.${gaps}`;
}

/** How the points were obtained. */
export function resolutionWords({
  stepMs,
  resolution,
  points,
}: Pick<GroupHistory, 'stepMs' | 'resolution' | 'points'>) {
  const made = { sample: 'samples', minute: 'minutes', hour: 'hours' }[resolution];
  return `${formatNoun(points.length, 'point')} of ${made}, one every ${formatDuration(stepMs)}`;
}

function whole(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
