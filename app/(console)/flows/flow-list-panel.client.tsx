'use client';

import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { useLive } from '#app/_live/use-live.client.ts';
import { Button } from '#app/_ui/button.tsx';
import { CoverageLine } from '#app/_ui/coverage-line.client.tsx';
import { DataTable } from '#app/_ui/data-table/data-table.client.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { Panel } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { ExportLinks } from './export-links.client.tsx';
import { faceOfList } from './face-of-list.client.tsx';
import type { FirstRead } from './first-read.ts';
import { flowColumns, lateColumns } from './flow-columns.client.tsx';
import { FoundRecords } from './found-records.client.tsx';
import { LookedAt } from './looked-at.client.tsx';
import type { FlowFilters } from './search-params.ts';
import { type FlowListState, useFlowList } from './use-flow-list.client.ts';
import { useFrozenRows } from './use-frozen-rows.client.ts';

type FlowListPanelProps = { filters: FlowFilters; first: FirstRead; onClear: () => void; canPlaceOrders: boolean };

export function FlowListPanel({ filters, first, onClear, canPlaceOrders }: FlowListPanelProps) {
  const router = useRouter();
  const frame = useRef<HTMLDivElement>(null);
  const list = useFlowList(filters, first);
  const rows = useFrozenRows({ frame, items: list.items, resetKey: JSON.stringify(filters) });
  const face = faceOfList({ list, live: useLive(), filters, onClear, canPlaceOrders });
  return (
    <>
      {list.newest && list.newest.records.length > 0 ? <FoundRecords records={list.newest.records} /> : null}
      <Panel
        title={list.total === null ? 'Flows' : formatNoun(list.total, 'flow')}
        age={
          list.newest ? (
            <Age
              order={filters.status === 'late' ? 'longest beyond the usual first' : 'newest first'}
              asOf={list.newest.asOf}
              shown={rows.shown.length}
              total={list.total}
            />
          ) : null
        }
        actions={
          <>
            <span role="status">
              {rows.fresh > 0 ? (
                <Button look="main" className="h-6! px-2.5! text-s" onClick={rows.showFresh}>
                  {formatNoun(rows.fresh, 'new flow')}, show
                </Button>
              ) : null}
            </span>
            {list.newest && list.items.length > 0 ? <ExportLinks filters={filters} list={list.newest} /> : null}
          </>
        }
        face={face}
      >
        <div ref={frame} {...rows.frameProps}>
          <DataTable
            label="Flows"
            columns={filters.status === 'late' ? lateColumns : flowColumns}
            rows={rows.shown}
            rowId={(flow) => flow.correlationId}
            total={list.total}
            onOpen={(flow) => router.push(flowHref(flow.correlationId))}
            onEndReached={list.readMore}
          />
        </div>
        <footer className="flex min-h-row flex-wrap items-center gap-x-3 px-3.5 py-1.5">
          {list.newest ? <CoverageLine coverage={list.newest.coverage} /> : null}
          <FooterEnd list={list} />
        </footer>
      </Panel>
    </>
  );
}

/** What is being read below the last row, or where the search rests. */
function FooterEnd({ list }: { list: FlowListState }) {
  if (list.readingMore) return <span className="ml-auto text-s text-ink-3">Reading more…</span>;
  if (!list.looked) return null;
  return (
    <span className="ml-auto flex flex-wrap items-center gap-2 text-s text-ink-2">
      <span>
        <LookedAt looked={list.looked} />
      </span>
      <Button className="h-6! px-2.5! text-s" onClick={list.readFurther}>
        Look further
      </Button>
    </span>
  );
}

type AgeProps = { order: string; asOf: string; shown: number; total: number | null };

function Age({ order, asOf, shown, total }: AgeProps) {
  return (
    <>
      {order} · {total === null || total > shown ? `${formatCount(shown)} shown · ` : ''}read{' '}
      <RelativeTime at={asOf} past />
    </>
  );
}
