'use client';

import type { Coverage } from '#schemas/api/coverage.ts';
import { describeCoverage } from './describe-coverage.ts';
import { formatClock, formatDate } from './format-time.ts';
import { useNow } from './use-now.client.ts';
import { useTimeZone } from './use-time-zone.client.ts';

/** What was searched, so that "not found" means something. */
export function CoverageLine({ coverage, className }: { coverage: Coverage; className?: string }) {
  const [zone] = useTimeZone();
  const today = useNow((now) => formatDate(now, zone));
  const when = (at: number) =>
    formatDate(at, zone) === today ? formatClock(at, zone) : `${formatDate(at, zone)}, ${formatClock(at, zone)}`;
  return <p className={className ?? 'text-s text-ink-3'}>{describeCoverage(coverage, when)}</p>;
}
