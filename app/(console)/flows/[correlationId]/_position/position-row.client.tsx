'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { formatCount } from '#app/_ui/format-count.ts';
import { Pill } from '#app/_ui/pill.tsx';
import { useNow } from '#app/_ui/use-now.client.ts';
import { groupHref } from '#app/(console)/consumer-groups/group-href.ts';
import type { FlowPosition } from '#schemas/api/flow-position.ts';
import { Evidence } from './evidence.tsx';
import { positionWords, tryWords } from './position-words.ts';
import { reachWords } from './reach-words.ts';

type PositionRowProps = { position: FlowPosition; isSelected: boolean; onSelect: (record: string) => void };

const cell = 'px-3.5 py-1.5 align-top max-sm:px-2.5';

/** One event for one group. On a narrow page the numbers and how they are known stand below the names. */
export function PositionRow({ position, isSelected, onSelect }: PositionRowProps) {
  const { type, record, ahead } = position;
  return (
    <tr className={clsx('border-t border-line', isSelected && 'bg-accent-soft')}>
      <th scope="row" className={clsx(cell, 'text-left font-normal')}>
        <button
          type="button"
          aria-pressed={isSelected}
          onClick={() => onSelect(record)}
          className="max-w-full rounded-s text-left break-words max-sm:[overflow-wrap:anywhere] hover:text-accent hover:underline pointer-coarse:min-h-11"
        >
          {type ?? 'record without a type'}
        </button>
        <span className="block text-s text-ink-2 md:hidden">
          <InShort position={position} />
          <span className="block break-words max-sm:[overflow-wrap:anywhere]">
            <Evidence position={position} onSelect={onSelect} />
          </span>
        </span>
      </th>
      <td className={cell}>
        <GroupName position={position} />
      </td>
      <td className={cell}>
        <PositionState position={position} />
      </td>
      <td className={clsx(cell, 'num max-md:hidden')}>{ahead === null ? <Unknown /> : formatCount(ahead)}</td>
      <td className={clsx(cell, 'num max-md:hidden')}>
        <Reached position={position} instead={<Unknown />} />
      </td>
      <td className={clsx(cell, 'break-words text-ink-2 max-md:hidden')}>
        <Evidence position={position} onSelect={onSelect} />
      </td>
    </tr>
  );
}

function GroupName({ position: { group, members } }: { position: FlowPosition }) {
  if (group === null) return <span className="text-ink-2">none</span>;
  return (
    <>
      <Link
        href={groupHref(group)}
        prefetch={false}
        className="break-words hover:text-accent hover:underline max-sm:py-2"
      >
        {group}
      </Link>
      {members === 0 ? <span className="text-ink-2"> (no member)</span> : null}
    </>
  );
}

function PositionState({ position }: { position: FlowPosition }) {
  const { tone, word } = positionWords[position.state];
  const tries = tryWords(position);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 gap-y-1">
      <Pill tone={tone} shape>
        {word}
      </Pill>
      {tries === null ? null : <span className="text-s text-ink-2">{tries}</span>}
    </span>
  );
}

function Reached({ position, instead }: { position: FlowPosition; instead: React.ReactNode }) {
  // A primitive, so that a row renders again only when what it says changes.
  const told = useNow((now) => JSON.stringify(reachWords(position, now)));
  const reach: ReturnType<typeof reachWords> = JSON.parse(told);
  if (reach === null) return instead;
  return (
    <span data-tip={reach.tip ?? undefined}>
      {reach.text}
      {reach.error === null ? null : <span className="text-ink-2"> {reach.error}</span>}
    </span>
  );
}

function InShort({ position }: { position: FlowPosition }) {
  const { ahead, state } = position;
  return (
    <span className="flex flex-wrap gap-x-2">
      {ahead === null || state === 'processed' ? null : <span>{formatCount(ahead)} ahead</span>}
      <Reached position={position} instead={null} />
    </span>
  );
}

function Unknown() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="sr-only">not known</span>
    </>
  );
}
