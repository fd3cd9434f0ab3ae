'use client';

import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import type { PanelFace } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import type { ConsumerGroupList } from '#schemas/api/consumer-group.ts';
import { type GroupFilters, hasFilters } from './search-params.ts';
import type { GroupListState } from './use-group-list.client.ts';

type Options = {
  list: Pick<GroupListState, 'items' | 'newest' | 'failure' | 'readAgain'>;
  /** The last round of sampling is older than it should be. */
  stale: boolean;
  filters: GroupFilters;
  onClear: () => void;
};

/** Which face the list's panel shows. */
export function faceOfGroups({ list, stale, filters, onClear }: Options): PanelFace {
  const { newest, failure } = list;
  if (!newest) {
    if (failure === null) return { kind: 'loading', rows: 12 };
    const { detail, ref } = problemOf(failure);
    return { kind: 'failed', detail, reference: ref, action: <Button onClick={list.readAgain}>Try again</Button> };
  }
  if (list.items.length === 0) return emptyFace(newest, filters, onClear);
  if (failure !== null) {
    return { kind: 'stale', children: `Could not be read again: ${problemOf(failure).detail}` };
  }
  if (stale && newest.round) return { kind: 'stale', children: <StaleSince asOf={newest.round.asOf} /> };
  const problems = newest.round?.problems ?? [];
  return problems.length > 0 ? { kind: 'partial', problems } : { kind: 'ready' };
}

/** What stands there was true then; why nothing newer comes is said below the page where that is known. */
export function StaleSince({ asOf }: { asOf: string }) {
  return (
    <>
      stale: nothing was sampled since <ClockTime at={asOf} />
    </>
  );
}

function emptyFace({ round }: ConsumerGroupList, filters: GroupFilters, onClear: () => void): PanelFace {
  if (round === null) {
    const children = (
      <p className="text-ink-2">
        The collector asks the brokers every second or so; the first answer is still to come.
      </p>
    );
    return { kind: 'empty', title: 'No group was sampled yet', children };
  }
  const asked = (
    <p className="text-ink-2">
      {round.groups === 0 ? 'The brokers know none' : 'All groups that the brokers name were asked'}, sampled{' '}
      <RelativeTime at={round.asOf} past />.
    </p>
  );
  if (!hasFilters(filters)) return { kind: 'empty', title: 'There is no consumer group', children: asked };
  const children = (
    <>
      {asked}
      <Button onClick={onClear}>Show all groups</Button>
    </>
  );
  return { kind: 'empty', title: 'No consumer group fits these filters', children };
}
