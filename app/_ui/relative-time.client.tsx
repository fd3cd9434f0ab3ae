'use client';

import { formatRelative } from './format-relative.ts';
import { formatAbsolute } from './format-time.ts';
import { useNow } from './use-now.client.ts';
import { useTimeZone } from './use-time-zone.client.ts';

type RelativeTimeProps = {
  /** ISO 8601. */
  at: string;
  /** It cannot be to come: where clocks disagree by a moment it is `just now`. */
  past?: boolean;
  className?: string;
};

/** `4 min ago`, with the absolute time and its zone on hover. */
export function RelativeTime({ at, past = false, className }: RelativeTimeProps) {
  const ms = Date.parse(at);
  const [zone] = useTimeZone();
  const text = useNow((now) => formatRelative(past ? Math.min(ms, now) : ms, now));
  return (
    <time dateTime={at} data-tip={formatAbsolute(ms, zone)} className={className}>
      {text}
    </time>
  );
}
