'use client';

import Link from 'next/link';
import { Panel } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { formatOffset } from '#app/(console)/records/_record/format-offset.ts';
import { recordHref } from '#app/(console)/records/record-href.ts';
import type { FoundRecord } from '#schemas/api/record.ts';

/** Records that the search names itself: one by its place, or those of no flow by their ids. */
export function FoundRecords({ records }: { records: FoundRecord[] }) {
  return (
    <Panel title="Single records" age="found by their place, or by an id without a flow">
      <ul className="max-h-72 overflow-y-auto">
        {records.map((record) => (
          <li
            key={`${record.topic}/${record.partition}/${record.offset} ${record.stored}`}
            className="not-first:border-t not-first:border-line"
          >
            <Link
              href={recordHref(record)}
              prefetch={false}
              className="flex min-h-row flex-wrap items-center gap-x-3 px-3.5 py-1 hover:bg-sunk"
            >
              <span className="min-w-0 font-semibold [overflow-wrap:anywhere]">
                {record.type ?? 'Record without a type'}
              </span>
              <span className="mono min-w-0 text-ink-2 [overflow-wrap:anywhere]">
                {record.topic} · {record.partition} · {formatOffset(record.offset)}
              </span>
              <span className="text-s text-ink-3">{record.correlationId === null ? 'of no flow' : 'of a flow'}</span>
              <RelativeTime at={record.time} className="num ml-auto shrink-0 text-s text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
