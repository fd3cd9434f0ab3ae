'use client';

import { Fragment } from 'react';
import { formatDuration } from '#app/_ui/format-duration.ts';
import type { FlowPosition, PositionState } from '#schemas/api/flow-position.ts';

const words: Record<PositionState, { text: string; tone: string }> = {
  processed: { text: '', tone: '' },
  processing: { text: ': in its hands', tone: 'text-accent' },
  waiting: { text: ': not yet', tone: 'text-late' },
  retrying: { text: ': being retried', tone: 'text-late' },
  dead_lettered: { text: ': dead letter', tone: 'text-broken' },
  discarded: { text: ': deleted unread', tone: 'text-broken' },
  nobody: { text: ': nobody there', tone: 'text-ink-2' },
  unknown: { text: ': not known', tone: 'text-ink-2' },
};

/** Which groups have read an event, and how long that took; who has not. */
export function ReadBy({ positions, record }: { positions: readonly FlowPosition[] | null; record: string }) {
  const own = (positions ?? []).filter((position) => position.record === record);
  if (own.length === 0) return <span className="text-ink-2">not known</span>;
  return own.toReversed().map((position, at) => {
    const { group, state, tookMs, evidence } = position;
    const { text, tone } = words[state];
    return (
      <Fragment key={group}>
        {at > 0 ? ' · ' : ''}
        <span className={tone} data-tip={evidence}>
          {group === null ? 'no group reads it' : `${group}${text}`}
          {state === 'processed' && tookMs !== null ? <span className="num"> {formatDuration(tookMs)}</span> : null}
        </span>
      </Fragment>
    );
  });
}
