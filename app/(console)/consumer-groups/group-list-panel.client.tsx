'use client';

import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { DataTable } from '#app/_ui/data-table/data-table.client.tsx';
import { useHold } from '#app/_ui/data-table/use-hold.client.ts';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { Panel } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { useNow } from '#app/_ui/use-now.client.ts';
import type { ConsumerGroupItem, ConsumerGroupList } from '#schemas/api/consumer-group.ts';
import { coarse } from './_lag/lag-words.ts';
import { faceOfGroups } from './face-of-groups.client.tsx';
import { groupColumns, sortedColumns } from './group-columns.client.tsx';
import { groupHref } from './group-href.ts';
import { keepOrder } from './keep-order.ts';
import { type GroupFilters, type GroupSort, orderOf, sorts } from './search-params.ts';
import { isStale } from './stale-round.ts';
import type { GroupListState } from './use-group-list.client.ts';

type GroupListPanelProps = {
  list: GroupListState;
  filters: GroupFilters;
  onSort: (id: GroupSort) => void;
  onClear: () => void;
};

const idOf = (item: ConsumerGroupItem) => item.group;

export function GroupListPanel({ list, filters, onSort, onClear }: GroupListPanelProps) {
  const router = useRouter();
  const frame = useRef<HTMLDivElement>(null);
  const hold = useHold({ frame, ids: () => list.items.map(idOf), resetKey: JSON.stringify(filters) });
  const { shown, moved } = keepOrder(list.items, hold.known, idOf);
  const { newest } = list;
  const stale = useNow((now) => newest?.round != null && isStale(newest.round, now));
  const total = newest?.total ?? null;
  return (
    <Panel
      title={total === null ? 'Consumer groups' : formatNoun(total, 'consumer group')}
      age={newest?.round ? <Age filters={filters} round={newest.round} shown={shown.length} total={total} /> : null}
      actions={
        <span role="status">
          {moved ? (
            <Button look="main" className="h-6! px-2.5! text-s" onClick={hold.release}>
              The order has changed, show
            </Button>
          ) : null}
        </span>
      }
      face={faceOfGroups({ list, stale, filters, onClear })}
    >
      <div ref={frame} {...hold.frameProps}>
        <DataTable
          label="Consumer groups"
          columns={groupColumns}
          rows={shown}
          rowId={idOf}
          total={total}
          sort={{
            by: filters.sort,
            order: orderOf(filters),
            ids: sortedColumns,
            onSort: (id) => onSort(sorts.find((sort) => sort === id) ?? 'harm'),
          }}
          onOpen={({ group }) => router.push(groupHref(group))}
          onEndReached={list.readMore}
        />
      </div>
      {newest?.round ? <Footer round={newest.round} readingMore={list.readingMore} /> : null}
    </Panel>
  );
}

const sortWords: Record<GroupSort, string> = {
  harm: 'worst',
  group: 'by name',
  lag: 'by records behind',
  lagMs: 'by time behind',
  members: 'by members',
};

type AgeProps = { filters: GroupFilters; round: Round; shown: number; total: number | null };
type Round = NonNullable<ConsumerGroupList['round']>;

function Age({ filters, round, shown, total }: AgeProps) {
  return (
    <>
      {orderWords(filters)} · {total === null || total > shown ? `${formatCount(shown)} shown · ` : ''}sampled{' '}
      <RelativeTime at={round.asOf} past />
    </>
  );
}

function orderWords(filters: GroupFilters): string {
  if (filters.sort === 'harm') return orderOf(filters) === 'desc' ? 'worst first' : 'worst last';
  return sortWords[filters.sort];
}

/** How the numbers were obtained. */
function Footer({ round, readingMore }: { round: Round; readingMore: boolean }) {
  return (
    <footer className="flex min-h-row flex-wrap items-center gap-x-3 px-3.5 py-1.5 text-s text-ink-3">
      <span>
        {formatNoun(round.groups, 'group')} and {formatNoun(round.partitions, 'partition')} asked of the brokers every{' '}
        {coarse(round.everyMs)}, the last time in {formatDuration(round.tookMs)} with{' '}
        {formatNoun(round.requests, 'request')}.
      </span>
      {readingMore ? <span className="ml-auto">Reading more…</span> : null}
    </footer>
  );
}
