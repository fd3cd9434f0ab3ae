'use client';

import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { formatClock, formatDate } from '#app/_ui/format-time.ts';
import { StateShape } from '#app/_ui/state-shape.tsx';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import { coarse, errorText } from '../../_lag/lag-words.ts';
import { verdictWords } from '../../_lag/verdict-words.ts';
import type { ChartPoint } from './chart-series.ts';

type ChartTipProps = {
  /** Given by the chart. */
  active?: boolean;
  payload?: readonly { payload?: ChartPoint }[];
};

/** One moment of the history in words. */
export function ChartTip({ active = false, payload = [] }: ChartTipProps) {
  const [zone] = useTimeZone();
  const point = payload[0]?.payload;
  if (!active || !point) return null;
  const { at, lag, lagSeconds, band, verdict, members } = point;
  const error = band && lagSeconds !== null ? (band[1] - lagSeconds) * 1000 : 0;
  return (
    <div className="rounded-m border border-line-strong bg-panel px-2 py-1 text-s">
      <p className="text-ink-3 tabular-nums">
        {formatDate(at, zone)}, {formatClock(at, zone)}
      </p>
      <p>{lag === null ? 'no sample' : `${formatCount(Math.round(lag))} behind`}</p>
      <p>
        {timeWords(lagSeconds)}
        {error >= 1000 ? <span className="text-ink-3"> ± {errorText(error)}</span> : null}
      </p>
      {verdict === null ? null : (
        <p className="flex items-center gap-1.5">
          <StateShape tone={verdictWords[verdict].tone} /> {verdictWords[verdict].word}
        </p>
      )}
      {members === null ? null : <p className="text-ink-3">{formatNoun(members, 'member')}</p>}
    </div>
  );
}

function timeWords(seconds: number | null): string {
  if (seconds === null) return 'time behind not known';
  return seconds === 0 ? 'caught up' : coarse(seconds * 1000);
}
