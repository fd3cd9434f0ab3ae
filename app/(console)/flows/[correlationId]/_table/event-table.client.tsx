'use client';

import clsx from 'clsx';
import { useMemo } from 'react';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { DataTable } from '#app/_ui/data-table/data-table.client.tsx';
import { columnsFor } from '#app/_ui/data-table/table-columns.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { LaneDot } from '#app/_ui/lane.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import { evidenceWords } from '../_model/evidence-words.ts';
import type { ExpectedStep, FlowModel } from '../_model/flow-model.ts';
import { stepWords } from '../_model/step-words.ts';
import { rowsFound } from './rows-found.ts';
import type { FlowRow } from './table-rows.ts';

type EventTableProps = {
  model: FlowModel;
  /** Keys of what is looked for: only these have a row. Null while nothing is. */
  matches: Set<string> | null;
  selected: string | null;
  onSelect: (key: string) => void;
};

/** The accessible form of the flow, and the one that is never too large. */
export function EventTable({ model, matches, selected, onSelect }: EventTableProps) {
  const rows = useMemo(() => rowsFound(model, matches), [model, matches]);
  return (
    <div className="@container min-w-0">
      {rows.length === 0 ? (
        <p className="px-3.5 py-6 text-ink-2">
          Nothing in this flow holds these words. Its payloads are not looked into here.
        </p>
      ) : null}
      <DataTable
        label="Events and REST calls of the flow"
        columns={rows.some((row) => row.problems.length > 0) ? columnsWithProblems : columns}
        rows={rows}
        rowId={rowKey}
        selectedId={selected}
        onOpen={(row) => onSelect(row.key)}
        maxHeight={620}
      />
    </div>
  );
}

function rowKey(row: FlowRow): string {
  return row.key;
}

const column = columnsFor<FlowRow>();

const columns = [
  column.accessor('at', {
    header: 'Time',
    sortFn: 'basic',
    cell: ({ row }) => <RowTime row={row.original} />,
    meta: { className: 'w-[118px]' },
  }),
  column.accessor('deltaMs', {
    header: 'After',
    sortFn: 'basic',
    cell: ({ row }) => <Delta ms={row.original.deltaMs} />,
    meta: { className: 'w-[88px] num hidden @min-[600px]:block' },
  }),
  column.accessor('service', {
    header: 'Service',
    sortFn: 'alphanumeric',
    cell: ({ row }) => (
      <span className="inline-flex items-center gap-2">
        <LaneDot service={row.original.service} />
        {row.original.service}
      </span>
    ),
    meta: { className: 'w-[136px] hidden @min-[600px]:block' },
  }),
  column.accessor('type', {
    header: 'Type',
    sortFn: 'alphanumeric',
    cell: ({ row }) => <Type row={row.original} />,
  }),
  column.accessor('version', {
    header: 'Version',
    sortFn: 'basic',
    cell: ({ row }) => (row.original.version === null ? '' : `v${row.original.version}`),
    meta: { className: 'w-[66px] num hidden @min-[700px]:block' },
  }),
  column.accessor('record', {
    header: 'Record',
    sortFn: 'alphanumeric',
    cell: ({ row }) => (
      <span className="mono text-xs" data-tip={row.original.record}>
        {row.original.record}
      </span>
    ),
    meta: { className: 'w-[240px] hidden @min-[1080px]:block' },
  }),
  column.display({
    id: 'cause',
    header: 'Caused by',
    cell: ({ row }) =>
      row.original.step ? <Pending step={row.original.step} /> : <Cause cause={row.original.cause} />,
    meta: { className: 'w-[290px] hidden @min-[820px]:block' },
  }),
];

const columnsWithProblems = [
  ...columns,
  column.display({
    id: 'problems',
    header: 'Problems',
    cell: ({ row }) => <Problems problems={row.original.problems} />,
    meta: { className: 'w-[140px] hidden @min-[1180px]:block' },
  }),
];

function RowTime({ row: { iso, step } }: { row: FlowRow }) {
  if (iso === null) return <span className="text-ink-3">to come</span>;
  if (step === null) return <ClockTime at={iso} ms className="tabular-nums" />;
  if (step.step.state !== 'late') {
    return (
      <span className="text-ink-3">
        by <ClockTime at={iso} className="tabular-nums" />
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1.5 text-late">
      <StateShape tone="late" />
      <span className="sr-only">late,</span> by <ClockTime at={iso} className="tabular-nums" />
    </span>
  );
}

/** That the row tells of something that has not happened, and whether it should have. */
function Pending({ step: { step } }: { step: ExpectedStep }) {
  const { tone, word, meaning } = stepWords[step.state];
  return (
    <Pill tone={tone} shape className="h-[18px]" tip={step.why ?? meaning}>
      {word}
    </Pill>
  );
}

function Delta({ ms }: { ms: number | null }) {
  return ms === null ? null : <span className="text-ink-2">+{formatDuration(ms)}</span>;
}

function Type({ row }: { row: FlowRow }) {
  return (
    <span className={clsx(row.node?.kind === 'request' && 'mono', row.step && 'text-ink-2 italic')} data-tip={row.type}>
      <LaneDot service={row.service} named className="mr-2 @min-[600px]:hidden" />
      {row.type}
      {row.problems.length > 0 ? (
        <span className="ml-2 inline-flex text-broken @min-[1180px]:hidden" data-tip={row.problems.join('; ')}>
          <StateShape tone="broken" />
          <span className="sr-only">has problems</span>
        </span>
      ) : null}
    </span>
  );
}

function Cause({ cause }: { cause: FlowRow['cause'] }) {
  if (!cause) return <span className="text-ink-3">–</span>;
  const { word, meaning } = evidenceWords[cause.evidence];
  return (
    <span className="inline-flex items-center gap-2" data-tip={cause.reason ?? meaning}>
      <span className={cause.key ? undefined : 'text-ink-3 italic'}>{cause.name}</span>
      <Pill className="h-[18px]">{word}</Pill>
    </span>
  );
}

function Problems({ problems }: { problems: string[] }) {
  const [first] = problems;
  if (!first) return null;
  return (
    <span className="inline-flex items-center gap-1.5 text-broken" data-tip={problems.join('; ')}>
      <StateShape tone="broken" />
      {problems.length === 1 ? first : `${problems.length} problems`}
    </span>
  );
}
