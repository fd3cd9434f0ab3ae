'use client';

import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { GroupHistory } from '#schemas/api/consumer-group.ts';
import { markWords } from './mark-words.ts';

const mostShown = 8;

/** What happened in the time that the curve shows, the newest first. */
export function MarkList({ marks }: Pick<GroupHistory, 'marks'>) {
  if (marks.length === 0) return null;
  const shown = marks.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, mostShown);
  return (
    <div className="border-t border-line px-3.5 py-2">
      <ul aria-label="What happened meanwhile" className="flex flex-col gap-0.5">
        {shown.map(({ at, kind, detail }) => (
          <li key={`${at} ${kind} ${detail}`} className="flex flex-wrap items-baseline gap-x-2.5">
            <svg viewBox="0 0 4 12" width="4" height="12" aria-hidden="true" className="shrink-0 self-center">
              <path
                d="M2 0V12"
                stroke={markWords[kind].colour}
                strokeWidth="2"
                strokeDasharray={markWords[kind].dash}
              />
            </svg>
            <ClockTime at={at} className="text-s text-ink-3 tabular-nums" />
            <span className="font-semibold">{markWords[kind].word}</span>
            <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">
              <VisibleText text={detail} most={300} />
            </span>
          </li>
        ))}
      </ul>
      {marks.length > mostShown ? (
        <p className="pt-1 text-s text-ink-3">
          and {formatNoun(marks.length - mostShown, 'earlier mark')} in the picture
        </p>
      ) : null}
    </div>
  );
}
