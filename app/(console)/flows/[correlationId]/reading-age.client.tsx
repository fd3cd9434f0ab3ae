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
    // As wide for every age: what stands after it must not go to another line with the seconds.
    <time dateTime={asOf} data-tip={formatAbsolute(at, zone)} className="inline-block min-w-[62px]">
      {text}
    </time>
  );
}
