'use client';

import Link from 'next/link';
import { formatCount } from '#app/_ui/format-count.ts';
import { Panel } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { ProcessList } from '#schemas/api/process.ts';

/** Event types that came and that no process file names; each leads to its flows. */
export function UnnamedTypes({ types }: { types: ProcessList['unnamed'] }) {
  return (
    <Panel title="Event types that no process names" age="of seven days, the most frequent first">
      <ul aria-label="Event types that no process names">
        {types.map(({ type, count, services, lastAt }) => (
          <li
            key={type}
            className="flex min-h-row flex-wrap items-center gap-x-3 border-line px-3.5 py-1 not-first:border-t"
          >
            <Link
              href={`/flows?type=${encodeURIComponent(type)}`}
              className="mono break-all hover:text-accent hover:underline"
            >
              <VisibleText text={type} />
            </Link>
            <span className="text-s text-ink-3">{services.join(', ') || 'no service named'}</span>
            <span className="num ml-auto">{formatCount(count)}</span>
            <span className="text-s text-ink-3">
              last <RelativeTime at={lastAt} past />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
