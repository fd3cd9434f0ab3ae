'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useQueryStates } from 'nuqs';
import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { FilterSelect } from '#app/_ui/filter-select.tsx';
import { formatClock, formatDate } from '#app/_ui/format-time.ts';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import { Segmented } from '#app/_ui/segmented.client.tsx';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import type { ConsumerGroup, GroupHistory } from '#schemas/api/consumer-group.ts';
import { historyReading } from '../queries.ts';
import { groupParams, type HistoryRange } from '../search-params.ts';
import { MarkList } from './mark-list.client.tsx';
import { resolutionWords, writeHistory } from './write-history.ts';

const rangeOptions: { value: HistoryRange; label: string }[] = [
  { value: '1h', label: '1 h' },
  { value: '6h', label: '6 h' },
  { value: '24h', label: '24 h' },
  { value: '7d', label: '7 d' },
];

/** The chart's code is large and comes once there is something to draw. */
const HistoryChart = dynamic(() => import('./history-chart.client.tsx').then((module) => module.HistoryChart), {
  ssr: false,
  loading: () => <div className="skeleton h-[330px]" />,
});

/** Lag over time, in records and in seconds, with what happened meanwhile. */
export function HistoryPanel({ group }: { group: ConsumerGroup }) {
  const [{ range, topic }, setParams] = useQueryStates(groupParams, { history: 'replace' });
  const { data, error, refetch } = useQuery(historyReading(group.group, range, topic));
  return (
    <Panel
      title="Over time"
      age={data ? resolutionWords(data) : null}
      actions={
        <span className="flex flex-wrap items-center gap-2">
          {group.topicCount > 1 || topic !== null ? (
            <FilterSelect
              label="Topic"
              any="All topics"
              value={topic}
              options={topicOptions(group.topics, topic)}
              onChange={(chosen) => void setParams({ topic: chosen })}
            />
          ) : null}
          <Segmented
            label="How far back"
            options={rangeOptions}
            value={range}
            onChange={(chosen) => void setParams({ range: chosen })}
          />
        </span>
      }
      face={faceOf(data ?? null, error, () => void refetch())}
    >
      {data ? <HistoryBody history={data} /> : null}
    </Panel>
  );
}

function HistoryBody({ history }: { history: GroupHistory }) {
  const [zone] = useTimeZone();
  const isLong = Date.parse(history.to) - Date.parse(history.from) > 86_400_000;
  const when = (at: number) => `${isLong ? `${formatDate(at, zone)}, ` : ''}${formatClock(at, zone)}`;
  return (
    <>
      <p className="px-3.5 pt-2.5 text-ink-2">{writeHistory(history, when)}</p>
      <HistoryChart history={history} />
      <MarkList marks={history.marks} />
    </>
  );
}

function faceOf(history: GroupHistory | null, error: Error | null, onRetry: () => void): PanelFace {
  if (history) {
    if (error) return { kind: 'stale', children: `Could not be read again: ${problemOf(error).detail}` };
    if (history.points.some(({ lag, members }) => lag !== null || members !== null)) return { kind: 'ready' };
    const children = <p className="text-ink-2">Samples are kept as they are taken: a curve begins within a minute.</p>;
    return { kind: 'empty', title: 'There is no sample of this time', children };
  }
  if (!error) return { kind: 'loading', rows: 8 };
  const { detail, ref } = problemOf(error);
  return { kind: 'failed', detail, reference: ref, action: <Button onClick={onRetry}>Try again</Button> };
}

/** A link may name a topic that is not among the first: it is offered too. */
function topicOptions(topics: readonly string[], chosen: string | null) {
  const all = chosen === null || topics.includes(chosen) ? topics : [chosen, ...topics];
  return all.map((value) => ({ value, label: value }));
}
