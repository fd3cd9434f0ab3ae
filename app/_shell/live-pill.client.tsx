'use client';

import { useLive } from '#app/_live/use-live.client.ts';
import { formatClock } from '#app/_ui/format-time.ts';
import { Pill } from '#app/_ui/pill.tsx';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import { describeLive } from './describe-live.ts';

/** How fresh everything on the page is. Only a change of state is announced, not every tenth of a second. */
export function LivePill() {
  const status = useLive();
  const [zone] = useTimeZone();
  const { tone, word, detail, tip } = describeLive(status, (at) => formatClock(at, zone));
  return (
    <Pill tone={tone} tip={tip} shape={tone === 'ok' ? 'accent' : tone}>
      <span role="status">{word}</span>
      {detail ? <span className="tabular-nums max-sm:hidden">{detail}</span> : null}
    </Pill>
  );
}
