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
    <DataTable
      label="Events and REST calls of the flow"
      columns={columns}
      rows={rows}
      rowId={rowKey}
      selectedId={selected}
      onOpen={(row) => onSelect(row.key)}
      maxHeight={620}
    />
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
    meta: { className: 'w-[128px]' },
  }),
  column.accessor('deltaMs', {
    header: '+',
    sortFn: 'basic',
    cell: ({ row }) => <Delta ms={row.original.deltaMs} />,
    meta: { className: 'w-[92px] num max-sm:hidden' },
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
    meta: { className: 'w-[132px] max-sm:hidden' },
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
    meta: { className: 'w-[76px] num max-md:hidden' },
  }),
  column.accessor('record', {
    header: 'Record',
    sortFn: 'alphanumeric',
    cell: ({ row }) => <span className="mono">{row.original.record}</span>,
    meta: { className: 'w-[210px] max-lg:hidden' },
  }),
  column.display({
    id: 'cause',
    header: 'Caused by',
    cell: ({ row }) => <Cause cause={row.original.cause} />,
    meta: { className: 'w-[250px] max-xl:hidden' },
  }),
  column.display({
    id: 'problems',
    header: 'Problems',
    cell: ({ row }) => <Problems problems={row.original.problems} />,
    meta: { className: 'w-[120px] max-md:hidden' },
  }),
];

function Delta({ ms }: { ms: number | null }) {
  return ms === null ? null : <span className="text-ink-2">+{formatDuration(ms)}</span>;
}

function Type({ row }: { row: FlowRow }) {
  return (
    <span className={row.node.kind === 'request' ? 'mono' : undefined} data-tip={row.type}>
      <LaneDot service={row.service} named className="mr-2 sm:hidden" />
      {row.type}
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
