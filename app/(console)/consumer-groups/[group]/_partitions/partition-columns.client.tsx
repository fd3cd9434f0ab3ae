'use client';

import { columnsFor } from '#app/_ui/data-table/table-columns.ts';
import { Pill } from '#app/_ui/pill.tsx';
import type { GroupPartition } from '#schemas/api/consumer-group.ts';
import { formatOffset } from '../../../records/_record/format-offset.ts';
import { LagTimeText } from '../../_lag/lag-time-text.tsx';
import { lagText } from '../../_lag/lag-words.ts';
import { VerdictPill } from '../../_lag/verdict-pill.tsx';
import { LogBar } from './log-bar.tsx';

/** A partition with the name of who owns it; null where nobody does. */
export type PartitionRow = GroupPartition & { owner: string | null };

const column = columnsFor<PartitionRow>();

const partition = column.display({
  id: 'partition',
  header: 'Partition',
  cell: ({ row: { original: at } }) => (
    <span data-tip={`${at.topic} · ${at.partition}`}>
      {at.topic} · <span className="tabular-nums">{at.partition}</span>
    </span>
  ),
});
const state = column.display({
  id: 'verdict',
  header: 'State',
  cell: ({ row: { original: at } }) =>
    at.problem === null ? (
      <VerdictPill verdict={at.verdict} reason={at.reason} />
    ) : (
      <Pill tone="late" shape tip={at.problem}>
        not read
      </Pill>
    ),
  meta: { className: 'w-[140px] max-sm:w-[130px]' },
});
const log = column.display({
  id: 'log',
  header: 'Log, read to the mark',
  cell: ({ row }) => <LogBar partition={row.original} />,
  meta: { className: 'w-[18%] max-md:hidden' },
});
const committed = column.display({
  id: 'committed',
  header: 'Committed',
  cell: ({ row: { original: at } }) =>
    at.committed === null ? <span className="text-ink-3">nothing</span> : formatOffset(at.committed),
  meta: { className: 'num w-[104px] max-xl:hidden' },
});
const logEnd = column.display({
  id: 'end',
  header: 'Log end',
  cell: ({ row: { original: at } }) =>
    at.logEnd === null ? <span className="text-ink-3">unknown</span> : formatOffset(at.logEnd),
  meta: { className: 'num w-[104px] max-xl:hidden' },
});
const behind = column.display({
  id: 'lag',
  header: 'Behind',
  cell: ({ row }) => lagText(row.original),
  meta: { className: 'num w-[96px] max-sm:w-[84px]' },
});
const inTime = column.display({
  id: 'lagMs',
  header: 'In time',
  cell: ({ row }) => <LagTimeText lag={row.original} />,
  meta: { className: 'num w-[136px] max-sm:hidden' },
});
const owner = column.display({
  id: 'owner',
  header: 'Owner',
  cell: ({ row: { original: at } }) => at.owner ?? <span className="text-ink-3">nobody</span>,
  meta: { className: 'w-[13%] max-xl:hidden' },
});

export const partitionColumns = [partition, state, log, committed, logEnd, behind, inTime, owner];
/** Beside what is told of the selected one. */
export const slimColumns = [partition, state, log, behind, inTime];
