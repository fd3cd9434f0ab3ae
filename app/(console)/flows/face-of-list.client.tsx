'use client';

import Link from 'next/link';
import { problemOf } from '#app/_api/api-problem.ts';
import type { LiveStatus } from '#app/_live/live-connection.ts';
import { Button } from '#app/_ui/button.tsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { CoverageLine } from '#app/_ui/coverage-line.client.tsx';
import type { PanelFace } from '#app/_ui/panel.tsx';
import { readRecordName } from '#app/(console)/records/read-record-name.ts';
import { recordHref } from '#app/(console)/records/record-href.ts';
import { LookedAt } from './looked-at.client.tsx';
import { PlaceOrder } from './place-order.client.tsx';
import { type FlowFilters, hasFilters } from './search-params.ts';
import type { FlowListState } from './use-flow-list.client.ts';

type Options = {
  list: FlowListState;
  live: LiveStatus;
  filters: FlowFilters;
  onClear: () => void;
  canPlaceOrders: boolean;
};

/** Which face the list's panel shows. */
export function faceOfList(options: Options): PanelFace {
  const { list, live } = options;
  const { newest, failure } = list;
  if (!newest) {
    if (failure === null) return { kind: 'loading', rows: 12 };
    const { detail, ref } = problemOf(failure);
    return { kind: 'failed', detail, reference: ref, action: <Button onClick={list.readAgain}>Try again</Button> };
  }
  if (failure !== null) {
    return {
      kind: 'stale',
      children: (
        <>
          stale: this is the list of <ClockTime at={newest.asOf} />. {problemOf(failure).detail}
        </>
      ),
    };
  }
  if (list.items.length === 0) return emptyFace(options);
  if (live.state === 'stale') return { kind: 'stale', children: staleSince(live.staleSince) };
  return newest.problems.length > 0 ? { kind: 'partial', problems: newest.problems } : { kind: 'ready' };
}

/** The list is what the index holds; what is wrong and how it goes on is said below the page. */
function staleSince(since: number | null): React.ReactNode {
  if (since === null) return 'stale: newer flows may be missing';
  return (
    <>
      stale since <ClockTime at={new Date(since).toISOString()} />: newer flows may be missing
    </>
  );
}

function emptyFace({ list, filters, onClear, canPlaceOrders }: Options): PanelFace {
  const coverage = list.newest ? <CoverageLine coverage={list.newest.coverage} className="text-ink-2" /> : null;
  if (list.looked) return emptySoFar(list, list.looked, onClear);
  if (hasFilters(filters)) {
    return {
      kind: 'empty',
      title: nothingFound(filters),
      children: (
        <>
          {coverage}
          <WhyNoRecord q={filters.q} />
          <Button onClick={onClear}>Show all flows</Button>
        </>
      ),
    };
  }
  return {
    kind: 'empty',
    title: 'No flow yet',
    children: (
      <>
        {coverage}
        <p className="text-ink-2">
          {canPlaceOrders
            ? 'Place an order and watch it go from service to service.'
            : 'It appears here within a second of its first record.'}
        </p>
        {canPlaceOrders ? <PlaceOrder look="main" /> : null}
      </>
    ),
  };
}

/** Nothing found yet, of a search that is not at its end. */
function emptySoFar(list: FlowListState, looked: NonNullable<FlowListState['looked']>, onClear: () => void): PanelFace {
  return {
    kind: 'empty',
    title: 'No flow fits these filters so far',
    children: (
      <>
        <p className="text-ink-2">
          <LookedAt looked={looked} />
        </p>
        <span className="flex flex-wrap gap-2">
          <Button look="main" onClick={list.readFurther} disabled={list.readingMore}>
            {list.readingMore ? 'Looking…' : 'Look further'}
          </Button>
          <Button onClick={onClear}>Show all flows</Button>
        </span>
      </>
    ),
  };
}

/** Of a record, more is known than that no flow has it. */
function WhyNoRecord({ q }: { q: string }) {
  const at = readRecordName(q);
  if (!at) return null;
  return (
    <Link href={recordHref(at)} className="text-accent underline">
      See what is known of this record
    </Link>
  );
}

function shorten(q: string): string {
  return q.length > 200 ? `${q.slice(0, 200)}…` : q;
}

function nothingFound(filters: FlowFilters): string {
  const q = shorten(filters.q.trim());
  if (!q) return 'No flow fits these filters';
  return hasFilters({ ...filters, q: '' })
    ? `No flow that fits the other filters is known by “${q}”`
    : `No flow is known by “${q}”`;
}
