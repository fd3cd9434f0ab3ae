'use client';

import { Fragment } from 'react';
import type { FlowPosition, PositionState } from '#schemas/api/flow-position.ts';
import { reachWords } from './reach-words.ts';

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
    const { group, state, evidence } = position;
    // The present time matters only to what is still to come.
    const took = state === 'processed' ? reachWords(position, 0) : null;
    const { text, tone } = words[state];
    return (
      <Fragment key={group}>
        {at > 0 ? ' · ' : ''}
        <span className={tone} data-tip={evidence}>
          {group === null ? 'no group reads it' : `${group}${text}`}
          {took === null ? null : <span className="num"> {took.text}</span>}
        </span>
      </Fragment>
    );
  });
}
