'use client';

import clsx from 'clsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { formatOffset } from '#app/(console)/records/_record/format-offset.ts';
import type { FlowEvent } from '#schemas/api/flow.ts';
import { copyWords, failureWords } from '../_model/copy-words.ts';
import type { EventNode } from '../_model/flow-model.ts';

type CopiesProps = { node: EventNode; shown: FlowEvent; onSelect: (key: string) => void };

/** Every record of one event: told again, tried again, given up, sent again; each can be looked at. */
export function Copies({ node, shown, onSelect }: CopiesProps) {
  const all = [node.event, ...node.copies];
  return (
    <>
      in {formatNoun(all.length, 'record')}
      <ol className="mt-1 flex flex-col gap-1">
        {all.map((copy) => (
          <Copy key={copy.record} copy={copy} chosen={copy.record === shown.record} onSelect={onSelect} />
        ))}
      </ol>
    </>
  );
}

type CopyProps = { copy: FlowEvent; chosen: boolean; onSelect: (key: string) => void };

function Copy({ copy, chosen, onSelect }: CopyProps) {
  const why = failureWords(copy);
  const place = `${copy.topic} · ${copy.partition} · ${formatOffset(copy.offset)}`;
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        data-tip={place}
        onClick={() => onSelect(copy.record)}
        className={clsx(
          'flex w-full flex-wrap items-baseline gap-x-2 rounded-s text-left hover:text-accent hover:underline pointer-coarse:min-h-11',
          chosen && 'text-accent',
        )}
      >
        <span className={clsx(copy.role === 'dead_letter' && 'text-broken')}>{copyWords(copy)}</span>
        <ClockTime at={copy.time} ms />
      </button>
      {why ? <span className="block text-s break-words text-ink-2">{why}</span> : null}
    </li>
  );
}
