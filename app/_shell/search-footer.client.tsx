'use client';

import clsx from 'clsx';
import { problemOf } from '#app/_api/api-problem.ts';
import { CoverageLine } from '#app/_ui/coverage-line.client.tsx';
import { formatClock, formatDate } from '#app/_ui/format-time.ts';
import { Kbd } from '#app/_ui/kbd.tsx';
import { StateShape, type Tone } from '#app/_ui/state-shape.tsx';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import { flowsPath, noFilters } from '#app/(console)/flows/search-params.ts';
import type { SearchLine, WordCoverage } from '#schemas/api/search.ts';
import { describeWords } from './describe-words.ts';
import { lineOf } from './found-groups.ts';

type SearchFooterProps = {
  q: string;
  lines: readonly SearchLine[];
  failure: unknown;
  isOver: boolean;
  /** Something was found besides what `lines` tell. */
  hasOthers: boolean;
  onAll: (path: string) => void;
  /** Null: nothing was opened lately. */
  onForget: (() => void) | null;
};

/** What could be typed, what went wrong, and what was searched. */
export function SearchFooter({ q, lines, failure, isOver, hasOthers, onAll, onForget }: SearchFooterProps) {
  const coverage = lineOf(lines, 'coverage');
  const groups = lines.filter((line) => line.line === 'group');
  const hasFlows = groups.some(({ hits }) => hits.some(({ flow }) => flow !== null));
  const isBroken = isOver && !failure && lineOf(lines, 'end') === null;
  return (
    <div className="flex flex-col gap-1 px-4 py-3 not-first:border-t not-first:border-line">
      <div role="status" className="flex flex-col gap-1 empty:hidden">
        {q === '' ? <Hint /> : null}
        {failure ? <Trouble tone="broken" text={problemOf(failure).detail} /> : null}
        {isBroken ? <Trouble tone="broken" text="The answer broke off: there may be more than is shown." /> : null}
        {lines.map((line) =>
          line.line === 'problem' ? <Trouble key={line.what} tone="late" text={line.detail} /> : null,
        )}
        {isOver && !failure && !isBroken && groups.length === 0 && !hasOthers ? (
          <p className="font-semibold [overflow-wrap:anywhere]">
            Nothing is known by “<VisibleText text={q} most={200} />”
          </p>
        ) : null}
        {coverage ? <CoverageLine coverage={coverage.records} /> : null}
        {coverage ? <WordsLine coverage={coverage.words} /> : null}
        {q !== '' && !isOver && groups.length === 0 ? <p className="text-ink-3">Searching…</p> : null}
      </div>
      <p className={clsx('flex flex-wrap items-center gap-x-3 gap-y-1 text-s text-ink-3', q === '' && 'max-sm:hidden')}>
        <span className="max-sm:hidden">
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose · <Kbd>Enter</Kbd> opens · <Kbd>Esc</Kbd> closes
        </span>
        {hasFlows ? (
          <button
            type="button"
            onClick={() => onAll(flowsPath('/flows', { ...noFilters, q }))}
            className="ml-auto text-accent hover:underline"
          >
            Show all flows in the list
          </button>
        ) : null}
        {q === '' && onForget ? (
          <button type="button" onClick={onForget} className="ml-auto text-accent hover:underline">
            Forget what was opened
          </button>
        ) : null}
      </p>
    </div>
  );
}

function Hint() {
  return (
    <p className="text-ink-2">
      An id, whole or six characters of it: of an order, customer, restaurant, driver, payment, event, trace, flow.
      Words of a payload: a dish, a reason, an error. Or topic/partition/offset, or a consumer group’s name.
    </p>
  );
}

function Trouble({ tone, text }: { tone: Tone; text: string }) {
  return (
    <p className={clsx('flex items-center gap-2', tone === 'broken' ? 'text-broken' : 'text-late')}>
      <StateShape tone={tone} /> <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
    </p>
  );
}

function WordsLine({ coverage }: { coverage: WordCoverage }) {
  const [zone] = useTimeZone();
  const when = (at: number) => `${formatDate(at, zone)}, ${formatClock(at, zone)}`;
  return <p className="text-s text-ink-3">{describeWords(coverage, when)}</p>;
}
