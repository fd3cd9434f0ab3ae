'use client';

import { Button } from '#app/_ui/button.tsx';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import type { Flow } from '#schemas/api/flow.ts';
import { mostShown } from './expand-query.ts';

type FoldedRecordsProps = {
  flow: Flow;
  /** What the URL says is shown although it is folded. */
  expand: string | null;
  /** What was asked for last is still on its way. */
  isReading: boolean;
  onExpand: (expand: string | null) => void;
};

const mostKinds = 4;

/** Of a flow too long to show whole: how much is shown, what is left out, and how to see it. */
export function FoldedRecords({ flow, expand, isReading, onExpand }: FoldedRecordsProps) {
  const { folded, shown } = flow;
  if (folded.length === 0 && expand === null) return null;
  const kinds = folded.slice(0, mostKinds);
  const others = folded.length - kinds.length;
  return (
    <section
      aria-label="Records that are not shown"
      aria-busy={isReading}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-l border border-line bg-panel px-3.5 py-2 text-ink-2"
    >
      <p>
        Showing <b className="num text-ink">{formatCount(shown.events)}</b> of{' '}
        <b className="num text-ink">{formatNoun(shown.of, 'record')}</b>
        {folded.length > 0 ? ': what is rare is all here, of the rest the first and the last.' : '.'}
      </p>
      <ul className="flex flex-wrap gap-2">
        {kinds.map((part) => (
          <li key={part.id}>
            <Button onClick={() => onExpand(part.id)} disabled={isReading}>
              {formatCount(part.count)} more {part.type ?? `of ${part.topic}`}
              {part.service === null ? '' : ` from ${part.service}`}
            </Button>
          </li>
        ))}
        {others > 0 ? <li className="self-center">and {formatNoun(others, 'kind')} more</li> : null}
        {folded.length > 0 && shown.of <= mostShown ? (
          <li>
            <Button onClick={() => onExpand('all')} disabled={isReading}>
              Show all
            </Button>
          </li>
        ) : null}
        {expand === null ? null : (
          <li>
            <Button look="quiet" onClick={() => onExpand(null)}>
              Fold again
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}
