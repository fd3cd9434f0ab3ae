'use client';

import { Button } from '#app/_ui/button.tsx';
import { formatCount } from '#app/_ui/format-count.ts';
import type { FlowViewProps } from './flow-view-props.ts';
import { walkMatches } from './walk-matches.ts';

type FindBoxProps = Pick<FlowViewProps, 'model' | 'params' | 'matches' | 'selected'>;

/** Looks for words in the flow and walks from match to match, in whatever view it is shown. */
export function FindBox(props: FindBoxProps) {
  const { params, matches, selected } = props;
  const go = (step: 1 | -1) => walkMatches(props, step);
  const none = matches === null || matches.size === 0;
  return (
    <search className="flex items-center gap-1">
      <span role="status" className="min-w-[52px] text-right max-sm:order-last text-s text-ink-3 tabular-nums">
        {matches === null ? '' : placeAmong(matches, selected)}
      </span>
      <input
        type="search"
        value={params.find}
        onChange={(event) => params.setFind(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          go(event.shiftKey ? -1 : 1);
        }}
        placeholder="Find in this flow"
        aria-label="Find in this flow"
        data-tip="Type, service, id, key, place in the log, failure. Enter: next match, Shift and Enter: the one before"
        className="mr-1 ml-1 h-7 w-40 rounded-m border border-line-strong bg-paper px-2 text-s max-sm:h-11 pointer-coarse:h-11"
      />
      <Button look="quiet" className="px-2" aria-label="Previous match" disabled={none} onClick={() => go(-1)}>
        ↑
      </Button>
      <Button look="quiet" className="px-2" aria-label="Next match" disabled={none} onClick={() => go(1)}>
        ↓
      </Button>
    </search>
  );
}

function placeAmong(matches: Set<string>, selected: string | null): string {
  if (matches.size === 0) return 'none';
  if (selected === null || !matches.has(selected)) return formatCount(matches.size);
  return `${formatCount([...matches].indexOf(selected) + 1)} of ${formatCount(matches.size)}`;
}
