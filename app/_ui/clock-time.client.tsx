'use client';

import { formatAbsolute, formatClock, formatDate } from './format-time.ts';
import { useNow } from './use-now.client.ts';
import { useTimeZone } from './use-time-zone.client.ts';

/** `12:21:07.412` in the chosen zone, the date before it when it was not today; everything on hover. */
export function ClockTime({ at, ms = false, className }: { at: string; ms?: boolean; className?: string }) {
  const moment = Date.parse(at);
  const [zone] = useTimeZone();
  const today = useNow((now) => formatDate(now, zone) === formatDate(moment, zone));
  return (
    <time dateTime={at} data-tip={formatAbsolute(moment, zone)} className={className}>
      {today ? '' : `${formatDate(moment, zone)}, `}
      {formatClock(moment, zone, { ms })}
    </time>
  );
}
