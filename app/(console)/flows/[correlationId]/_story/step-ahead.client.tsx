'use client';

import clsx from 'clsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import type { StoryStep } from '#schemas/api/story.ts';
import { storyRow } from './told-sentence.client.tsx';
import { ToldText } from './told-text.client.tsx';

const dueWords = { deadline: 'due by', usual: 'usually by' } as const;

/** A step that is still to come, and by when it should. */
export function StepAhead({ step, isSelected }: { step: StoryStep; isSelected: boolean }) {
  const { state, text, dueAt, dueBy } = step;
  const isLate = state === 'late';
  return (
    <li
      className={clsx(
        storyRow,
        'min-h-row items-baseline px-3.5 py-1.5',
        state === 'expected' && 'text-ink-2',
        isSelected && 'bg-accent-soft',
      )}
    >
      <span
        className={clsx(
          'tabular-nums max-sm:order-last max-sm:col-start-2 max-sm:text-s',
          isLate ? 'text-late' : 'text-ink-3',
        )}
      >
        {dueAt ? <ClockTime at={dueAt} /> : ''}
      </span>
      {isLate ? (
        <span className="text-late">
          <StateShape tone="late" />
        </span>
      ) : (
        <Dashed />
      )}
      <span className="[overflow-wrap:anywhere]">
        <ToldText text={text} />
        {dueAt ? (
          <span className={clsx('ml-2 text-s', isLate ? 'text-late' : 'text-ink-3')}>
            {isLate ? 'late, ' : ''}
            {dueBy ? `${dueWords[dueBy]} ` : ''}
            <RelativeTime at={dueAt} />
          </span>
        ) : null}
      </span>
    </li>
  );
}

/** What has not happened is dashed wherever it is drawn. */
function Dashed() {
  return (
    <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" className="shrink-0 text-ghost">
      <circle cx="5" cy="5" r="3.9" fill="none" stroke="currentColor" strokeWidth="1.2" strokeDasharray="2 1.6" />
    </svg>
  );
}
