import { formatCount } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import type { ConsumerGroupItem, LagTrend } from '#schemas/api/consumer-group.ts';

type Lag = Pick<ConsumerGroupItem, 'lag' | 'lagMs' | 'lagErrorMs' | 'lagMsFrom'>;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** `1,204`; where nothing is committed or asked it is not known, which is not 0. */
export function lagText({ lag }: Pick<Lag, 'lag'>): string {
  return lag === null ? 'unknown' : formatCount(lag);
}

/** For how long the oldest unread record has waited: `text`, within ± `error`, and how that was obtained. */
export type LagTime = { text: string; error: string | null; how: string };

export function lagTime({ lag, lagMs, lagErrorMs, lagMsFrom }: Lag): LagTime {
  if (lagMs === 0 || (lagMs === null && lag === '0')) return { text: 'caught up', error: null, how: caughtUp(lag) };
  if (lagMs === null) return { text: 'unknown', error: null, how: 'Nothing says for how long they have waited' };
  return {
    text: `${lagMsFrom === 'samples' ? '≈ ' : ''}${coarse(lagMs)}`,
    error: lagErrorMs !== null && lagErrorMs >= second ? errorText(lagErrorMs) : null,
    how: lagMsFrom === 'samples' ? fromSamples : 'By the time of the oldest record that is not read yet',
  };
}

const fromSamples = 'Guessed from when the log ended there: the oldest record not read yet is not indexed';

function caughtUp(lag: string | null): string {
  return lag === null || lag === '0'
    ? 'Everything in the log is read'
    : 'What lies beyond the commit is no record: marks of transactions, or holes that compaction left';
}

/** Lag is told in whole seconds: its samples are not finer. */
export function coarse(ms: number): string {
  return ms < second ? '< 1 s' : formatDuration(Math.floor(ms / second) * second);
}

/** How far off a time may be, in one unit and rounded up, so that it is never told as better known than it is. */
export function errorText(ms: number): string {
  if (ms <= minute) return `${Math.ceil(ms / second)} s`;
  if (ms <= hour) return `${Math.ceil(ms / minute)} min`;
  return `${formatCount(Math.ceil(ms / hour))} h`;
}

/** Where lag is going, in a few words; null where that is not known. */
export function trendText({ direction, perSecond, closesInMs }: LagTrend): string | null {
  switch (direction) {
    case 'growing':
      return perSecond === null ? 'growing' : `growing ${paceText(perSecond)}`;
    case 'shrinking':
      return closesInMs === null ? 'shrinking' : `caught up in ${coarse(closesInMs)}`;
    case 'steady':
      return 'steady';
    case 'unknown':
      return null;
  }
}

/** `24 a second`; what is slower than one a second is told by the minute or the hour. */
export function paceText(perSecond: number): string {
  const pace = Math.abs(perSecond);
  if (pace >= 1) return `${rounded(pace)} a second`;
  if (pace * 60 >= 1) return `${rounded(pace * 60)} a minute`;
  return `${rounded(pace * 3600)} an hour`;
}

function rounded(count: number): string {
  return formatCount(count >= 10 ? Math.round(count) : Math.round(count * 10) / 10);
}
