'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { formatCount } from '#app/_ui/format-count.ts';
import { countsReading } from '#app/(console)/consumer-groups/counts-reading.ts';
import { countBad } from '#app/(console)/consumer-groups/write-headline.ts';

/** How many consumer groups need somebody; nothing where none does, or where that is not known. */
export function TroubleCount() {
  const { data } = useQuery(countsReading);
  const bad = data ? countBad(data) : 0;
  if (!data || bad === 0) return null;
  const isBroken = bad > data.warn;
  return (
    <span
      className={clsx(
        'ml-auto rounded-full px-2 text-s tabular-nums',
        isBroken ? 'bg-broken-soft text-broken' : 'bg-late-soft text-late',
      )}
      data-tip={`${formatCount(bad)} of the consumer groups need you`}
    >
      {formatCount(bad)}
      <span className="sr-only"> need you</span>
    </span>
  );
}
