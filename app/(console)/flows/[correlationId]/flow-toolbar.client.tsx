'use client';

import { useMemo } from 'react';
import { useLive } from '#app/_live/use-live.client.ts';
import { Button } from '#app/_ui/button.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { Segmented } from '#app/_ui/segmented.client.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import { countFlow } from './_model/count-flow.ts';
import type { FlowModel } from './_model/flow-model.ts';
import { findWaits } from './_timeline/find-waits.ts';
import { waitingShare } from './_timeline/fold-waits.ts';
import { flowReadingNames, flowViewNames } from './flow-view-names.ts';
import type { FlowViewProps } from './flow-view-props.ts';
import { flowReadings, flowViews } from './flow-views.client.tsx';
import { ReadingAge } from './reading-age.client.tsx';

const views = flowViewNames.map((value) => ({ value, label: flowViews[value].label }));
const readings = flowReadingNames.flatMap((value) => {
  const entry = flowReadings[value];
  return entry ? [{ value, label: entry.label }] : [];
});

type FlowToolbarProps = Pick<FlowViewProps, 'flow' | 'model' | 'params'>;

/** Which view, how much of the flow it shows, and what shapes the drawing. */
export function FlowToolbar({ flow, model, params }: FlowToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Segmented label="View" options={views} value={params.reading ? null : params.view} onChange={params.setView} />
      {readings.length > 0 ? <ReadingChoice params={params} /> : null}
      <p className="text-ink-2 max-sm:order-last">
        {countFlow(flow, model)} <Freshness asOf={flow.asOf} />
      </p>
      {params.view === 'timeline' && params.reading === null ? (
        <span className="ml-auto flex items-center gap-2 max-sm:ml-0">
          <FoldChoice model={model} on={params.fold === 'on'} onChange={params.setFold} />
          {params.zoom ? <Button onClick={() => params.setZoom(null)}>Show all</Button> : null}
        </span>
      ) : null}
    </div>
  );
}

/** For whom the flow is told: on call by its events, or in another reading of it. */
function ReadingChoice({ params }: Pick<FlowToolbarProps, 'params'>) {
  return (
    <Segmented
      label="Reading"
      options={[{ value: 'on_call', label: 'On call' }, ...readings]}
      value={params.reading ?? 'on_call'}
      onChange={(reading) => params.setReading(reading === 'on_call' ? null : reading)}
    />
  );
}

/** Offered only where something can be folded; says what it is worth. */
function FoldChoice({ model, on, onChange }: { model: FlowModel; on: boolean; onChange: (on: boolean) => void }) {
  const still = useMemo(() => findWaits(model.nodes, model.start, model.end), [model]);
  if (still.waits.length === 0) return null;
  const waits = formatNoun(still.waits.length, 'wait');
  const share = Math.floor(waitingShare(still) * 100);
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={() => onChange(!on)}
      data-tip={`${waits} of more than 5 % of the flow, ${share} % of its time together`}
      className="inline-flex h-[22px] items-center gap-1.5 rounded-full bg-sunk px-2.5 text-s text-ink-2 hover:text-ink max-sm:h-11 pointer-coarse:h-11"
    >
      {on ? 'waits over 5 % folded' : `${share} % is waiting: fold it`}
    </button>
  );
}

/** How old the picture is; in the same place what is the matter when it stands still, so that nothing moves. */
function Freshness({ asOf }: { asOf: string }) {
  const { state } = useLive();
  const trouble = troubles[state];
  if (!trouble)
    return (
      <span className="text-s whitespace-nowrap text-ink-3">
        · read <ReadingAge asOf={asOf} />
      </span>
    );
  return (
    <span role="status" data-tip={trouble.tip} className="ml-1 inline-flex items-center gap-1.5 text-s text-late">
      <StateShape tone="late" /> {trouble.word}, as of <ReadingAge asOf={asOf} />
    </span>
  );
}

const troubles: Partial<Record<ReturnType<typeof useLive>['state'], { word: string; tip: string }>> = {
  reconnecting: {
    word: 'live connection lost',
    tip: 'Whatever happens meanwhile is read as soon as the connection is back.',
  },
  stale: {
    word: 'standing still',
    tip: 'Nothing new comes from the collector. The flow may have gone on since.',
  },
};
