'use client';

import { useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCount } from '#app/_ui/format-count.ts';
import { formatClock, formatDate } from '#app/_ui/format-time.ts';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import type { GroupHistory } from '#schemas/api/consumer-group.ts';
import { coarse } from '../../_lag/lag-words.ts';
import { type ChartPoint, chartSeries } from './chart-series.ts';
import { ChartTip } from './chart-tip.client.tsx';
import { LoneDot } from './lone-dot.tsx';
import { markWords } from './mark-words.ts';

const axis = { stroke: 'var(--line-strong)', tick: { fill: 'var(--ink-3)', fontSize: 11 }, tickLine: false } as const;
const margin = { top: 8, right: 16, bottom: 0, left: 4 };
const yWidth = 74;
const day = 86_400_000;

/** Two curves on one time axis: records behind, and for how long the oldest of them has waited. */
export function HistoryChart({ history }: { history: GroupHistory }) {
  const [zone] = useTimeZone();
  const points = useMemo(() => chartSeries(history.points), [history]);
  const domain: [number, number] = [Date.parse(history.from), Date.parse(history.to)];
  const isLong = domain[1] - domain[0] > day;
  const time = (at: number) =>
    isLong ? formatDate(at, zone).replace(/ \d{4}$/, '') : formatClock(at, zone).slice(0, 5);
  const shared = { data: points, syncId: 'history', margin, accessibilityLayer: true };
  const x = {
    dataKey: 'at',
    type: 'number',
    scale: 'time',
    domain,
    tickFormatter: time,
    minTickGap: 48,
    ...axis,
  } as const;
  const marks = history.marks.map(({ at, kind, detail }) => (
    <ReferenceLine
      key={`${at} ${kind} ${detail}`}
      x={Date.parse(at)}
      stroke={markWords[kind].colour}
      strokeDasharray={markWords[kind].dash}
    />
  ));
  return (
    <div className="grid gap-1 px-1 pt-2 pb-1">
      <Curve name="Records behind" height={160}>
        <ComposedChart {...shared} title="Records behind over time">
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...x} hide />
          <YAxis {...axis} width={yWidth} allowDecimals={false} tickFormatter={(lag: number) => formatCount(lag)} />
          <Tooltip content={<ChartTip />} isAnimationActive={false} cursor={{ stroke: 'var(--accent)' }} />
          {marks}
          <Line {...lineOf('lag')} dot={<LoneDot isAlone={(point: ChartPoint) => point.isLagAlone} />} />
        </ComposedChart>
      </Curve>
      <Curve name="The oldest of them has waited, within the band" height={176}>
        <ComposedChart {...shared} title="How long the oldest unread record has waited, over time">
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...x} />
          <YAxis
            {...axis}
            width={yWidth}
            tickFormatter={(seconds: number) => (seconds === 0 ? '0' : coarse(seconds * 1000))}
          />
          <Tooltip content={() => null} isAnimationActive={false} cursor={{ stroke: 'var(--accent)' }} />
          {marks}
          <Area dataKey="band" stroke="none" fill="var(--accent-soft)" isAnimationActive={false} activeDot={false} />
          <Line {...lineOf('lagSeconds')} dot={<LoneDot isAlone={(point: ChartPoint) => point.isTimeAlone} />} />
        </ComposedChart>
      </Curve>
    </div>
  );
}

function lineOf(dataKey: 'lag' | 'lagSeconds') {
  return {
    dataKey,
    type: 'linear',
    stroke: 'var(--accent)',
    strokeWidth: 1.6,
    connectNulls: false,
    isAnimationActive: false,
    activeDot: { r: 3 },
  } as const;
}

function Curve({ name, height, children }: { name: string; height: number; children: React.ReactElement }) {
  return (
    <figure className="min-w-0">
      <figcaption className="px-3 text-s text-ink-3">{name}</figcaption>
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 800, height }}>
        {children}
      </ResponsiveContainer>
    </figure>
  );
}
