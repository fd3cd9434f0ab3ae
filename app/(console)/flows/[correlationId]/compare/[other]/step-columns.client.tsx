'use client';

import { columnsFor } from '#app/_ui/data-table/table-columns.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { LaneDot } from '#app/_ui/lane.tsx';
import type { ComparedEvent, ComparedStep } from '#schemas/api/flow-compare.ts';
import { DifferenceMark } from './difference-mark.tsx';

const column = columnsFor<ComparedStep>();

export const stepColumns = [
  column.display({
    id: 'type',
    header: 'Step',
    cell: ({ row: { original } }) => (
      <span data-tip={original.type ?? undefined}>
        <LaneDot service={original.service ?? ''} className="mr-2" />
        {original.type ?? 'no type'}
      </span>
    ),
  }),
  column.display({
    id: 'a',
    header: 'This flow',
    cell: ({ row }) => <Took event={row.original.a} />,
    meta: { className: 'w-[96px] num hidden @min-[560px]:block' },
  }),
  column.display({
    id: 'b',
    header: 'The other',
    cell: ({ row }) => <Took event={row.original.b} />,
    meta: { className: 'w-[96px] num hidden @min-[560px]:block' },
  }),
  column.display({
    id: 'delta',
    header: 'Slower by',
    cell: ({ row }) => <Delta ms={row.original.deltaMs} />,
    meta: { className: 'w-[104px] num hidden @min-[720px]:block' },
  }),
  column.display({
    id: 'difference',
    header: 'Difference',
    cell: ({ row }) => <DifferenceMark difference={row.original.difference} />,
    meta: { className: 'w-[158px]' },
  }),
];

function Took({ event }: { event: ComparedEvent | null }) {
  if (!event) return <span className="text-ink-3">–</span>;
  const from = event.cause === null ? 'from the beginning of the flow' : `from ${event.cause}`;
  return <span data-tip={`${formatDuration(event.tookMs)} ${from}`}>{formatDuration(event.tookMs)}</span>;
}

// Less is no news between two flows.
const tellingMs = 1000;

function Delta({ ms }: { ms: number | null }) {
  if (ms === null) return null;
  const telling = Math.abs(ms) >= tellingMs;
  return (
    <span className={telling ? 'font-semibold' : 'text-ink-3'}>{`${ms > 0 ? '+' : ''}${formatDuration(ms)}`}</span>
  );
}
