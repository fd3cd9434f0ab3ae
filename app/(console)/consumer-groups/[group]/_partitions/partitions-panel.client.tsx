'use client';

import clsx from 'clsx';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { DataTable } from '#app/_ui/data-table/data-table.client.tsx';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { useNow } from '#app/_ui/use-now.client.ts';
import type { ConsumerGroup } from '#schemas/api/consumer-group.ts';
import { StaleSince } from '../../face-of-groups.client.tsx';
import { isStale } from '../../stale-round.ts';
import { groupParams } from '../search-params.ts';
import { type PartitionRow, partitionColumns, slimColumns } from './partition-columns.client.tsx';
import { PartitionEvidence } from './partition-evidence.client.tsx';
import { partitionId } from './partition-id.ts';
import { useSteadyRows } from './use-steady-rows.client.ts';

/** So many rows are in sight at once. */
const mostHeight = 420;

type PartitionsPanelProps = { group: ConsumerGroup /** Why it could not be read again. */; failure: Error | null };

/** Every partition of the group, the worst first; of the selected one all that its verdict rests on. */
export function PartitionsPanel({ group, failure }: PartitionsPanelProps) {
  const [{ sel }, setParams] = useQueryStates(groupParams, { history: 'replace' });
  const stale = useNow((now) => group.round !== null && isStale(group.round, now));
  const rows = useMemo(() => rowsOf(group), [group]);
  const { shown, frameProps } = useSteadyRows(rows);
  const selected = rows.find((row) => partitionId(row) === sel) ?? null;
  return (
    <Panel
      title={formatNoun(group.shown.of, 'partition')}
      age={<Age group={group} />}
      face={faceOf(group, failure, stale)}
    >
      <div className={clsx('grid', selected && 'xl:grid-cols-[minmax(0,1fr)_380px]')}>
        <div {...frameProps} className="min-w-0">
          <DataTable
            label="Partitions"
            columns={selected ? slimColumns : partitionColumns}
            rows={shown}
            rowId={partitionId}
            total={group.shown.of}
            selectedId={sel}
            onOpen={(row) => void setParams({ sel: partitionId(row) === sel ? null : partitionId(row) })}
            maxHeight={mostHeight}
          />
        </div>
        {selected ? (
          <PartitionEvidence at={selected} asOf={group.asOf} onClose={() => void setParams({ sel: null })} />
        ) : null}
      </div>
    </Panel>
  );
}

function Age({ group: { asOf, shown } }: { group: ConsumerGroup }) {
  return (
    <>
      worst first
      {shown.partitions < shown.of ? ` · the first ${formatCount(shown.partitions)} shown` : ''}
      {asOf ? (
        <>
          {' '}
          · sampled <RelativeTime at={asOf} past />
        </>
      ) : null}{' '}
      · press one for what it is judged by
    </>
  );
}

function faceOf(group: ConsumerGroup, failure: Error | null, stale: boolean): PanelFace {
  if (group.partitionList.length === 0) {
    const children = <p className="text-ink-2">Its members own none, and it has committed for none.</p>;
    return { kind: 'empty', title: 'It reads no partition', children };
  }
  if (failure) return { kind: 'stale', children: `Could not be read again: ${problemOf(failure).detail}` };
  if (stale && group.round) return { kind: 'stale', children: <StaleSince asOf={group.round.asOf} /> };
  return { kind: 'ready' };
}

function rowsOf({ partitionList, memberList }: ConsumerGroup): PartitionRow[] {
  const names = new Map(memberList.map(({ memberId, clientId }) => [memberId, clientId]));
  return partitionList.map((at) => ({ ...at, owner: at.member === null ? null : (names.get(at.member) ?? at.member) }));
}
