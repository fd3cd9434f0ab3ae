'use client';

import { useMemo } from 'react';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { DataTable } from '#app/_ui/data-table/data-table.client.tsx';
import { columnsFor } from '#app/_ui/data-table/table-columns.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { LaneDot } from '#app/_ui/lane.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import { evidenceWords } from '../_model/evidence-words.ts';
import type { FlowModel } from '../_model/flow-model.ts';
import { type FlowRow, tableRows } from './table-rows.ts';

type EventTableProps = {
  model: FlowModel;
  selected: string | null;
  onSelect: (key: string) => void;
};

/** The accessible form of the flow, and the one that is never too large. */
export function EventTable({ model, selected, onSelect }: EventTableProps) {
  const rows = useMemo(() => tableRows(model), [model]);
  return (
    <div className="@container min-w-0">
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
    cell: ({ row }) => <ClockTime at={row.original.iso} ms className="tabular-nums" />,
    meta: { className: 'w-[118px]' },
  }),
  column.accessor('deltaMs', {
    header: 'After',
    sortFn: 'basic',
    cell: ({ row }) => <Delta ms={row.original.deltaMs} />,
    meta: { className: 'w-[88px] num hidden @min-[600px]:table-cell' },
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
    meta: { className: 'w-[136px] hidden @min-[600px]:table-cell' },
  }),
  column.accessor('type', {
    header: 'Type',
    sortFn: 'alphanumeric',
    cell: ({ row }) => <Type row={row.original} />,
    meta: { className: '' },
  }),
  column.accessor('version', {
    header: 'Version',
    sortFn: 'basic',
    cell: ({ row }) => (row.original.version === null ? '' : `v${row.original.version}`),
    meta: { className: 'w-[66px] num hidden @min-[700px]:table-cell' },
  }),
  column.accessor('record', {
    header: 'Record',
    sortFn: 'alphanumeric',
    cell: ({ row }) => (
      <span className="mono text-xs" data-tip={row.original.record}>
        {row.original.record}
      </span>
    ),
    meta: { className: 'w-[240px] hidden @min-[1080px]:table-cell' },
  }),
  column.display({
    id: 'cause',
    header: 'Caused by',
    cell: ({ row }) => <Cause cause={row.original.cause} />,
    meta: { className: 'w-[282px] hidden @min-[820px]:table-cell' },
  }),
];

const columnsWithProblems = [
  ...columns,
  column.display({
    id: 'problems',
    header: 'Problems',
    cell: ({ row }) => <Problems problems={row.original.problems} />,
    meta: { className: 'w-[140px] hidden @min-[1180px]:table-cell' },
  }),
];

function Delta({ ms }: { ms: number | null }) {
  return ms === null ? null : <span className="text-ink-2">+{formatDuration(ms)}</span>;
}

function Type({ row }: { row: FlowRow }) {
  return (
    <span className={row.node.kind === 'request' ? 'mono' : undefined} data-tip={row.type}>
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
