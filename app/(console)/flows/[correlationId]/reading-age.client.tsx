'use client';

import { formatRelative } from '#app/_ui/format-relative.ts';
import { formatAbsolute } from '#app/_ui/format-time.ts';
import { useNow } from '#app/_ui/use-now.client.ts';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';

/** How long ago the server read what is shown. Never in the future, even if the clocks differ by a moment. */
export function ReadingAge({ asOf }: { asOf: string }) {
  const at = Date.parse(asOf);
  const [zone] = useTimeZone();
  const text = useNow((now) => formatRelative(Math.min(at, now), now));
  return (
    <time dateTime={asOf} data-tip={formatAbsolute(at, zone)}>
      {text}
    </time>
  );
}
