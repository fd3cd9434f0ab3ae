'use client';

import { formatRelative } from './format-relative.ts';
import { formatAbsolute } from './format-time.ts';
import { useNow } from './use-now.client.ts';
import { useTimeZone } from './use-time-zone.client.ts';

/** `4 min ago`, with the absolute time and its zone on hover. `at` is ISO 8601. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const ms = Date.parse(at);
  const [zone] = useTimeZone();
  const text = useNow((now) => formatRelative(ms, now));
  return (
    <time dateTime={at} data-tip={formatAbsolute(ms, zone)} className={className}>
      {text}
    </time>
  );
}
