'use client';

import type { FlowList } from '#schemas/api/flow-list.ts';
import { searchOf, selectionOf } from './flows-query-of.ts';
import type { FlowFilters } from './search-params.ts';

const formats = { csv: 'CSV', ndjson: 'NDJSON' } as const;

/** Downloads of every flow that fits, not only of those loaded; a relative time counts back from when the list was read. */
export function ExportLinks({ filters, list }: { filters: FlowFilters; list: FlowList }) {
  const search = searchOf(selectionOf(filters, Date.parse(list.asOf)));
  return (
    <span className="flex items-center gap-2 text-s whitespace-nowrap text-ink-3">
      Export all
      {(['csv', 'ndjson'] as const).map((format) => (
        <a
          key={format}
          href={`/api/flows/export?${search}${search && '&'}format=${format}`}
          download
          data-tip={`Every flow that fits, as ${formats[format]}`}
          aria-label={`Export all as ${formats[format]}`}
          className="inline-flex h-6 items-center text-accent hover:underline max-sm:h-11 pointer-coarse:h-11"
        >
          {formats[format]}
        </a>
      ))}
    </span>
  );
}
