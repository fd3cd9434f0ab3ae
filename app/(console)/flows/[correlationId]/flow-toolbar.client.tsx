'use client';

import { useMemo } from 'react';
import { useLive } from '#app/_live/use-live.client.ts';
import { formatNoun } from '#app/_ui/format-count.ts';
import { Segmented } from '#app/_ui/segmented.client.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import { countFlow } from './_model/count-flow.ts';
import { countFurtherSteps } from './_model/show-steps.ts';
import { FindBox } from './find-box.client.tsx';
import { flowReadingNames, flowViewNames } from './flow-view-names.ts';
import type { FlowViewProps } from './flow-view-props.ts';
import { type FlowViewEntry, flowReadings, flowViews } from './flow-views.client.tsx';
import { ReadingAge } from './reading-age.client.tsx';
import { SwitchPill } from './switch-pill.tsx';

const views = flowViewNames.map((value) => ({ value, label: flowViews[value].label }));
const readings = flowReadingNames.map((value) => ({ value, label: flowReadings[value].label }));

type FlowToolbarProps = Pick<FlowViewProps, 'flow' | 'model' | 'params' | 'matches' | 'selected'> & {
  entry: FlowViewEntry;
};

/** Which view, how much of the flow it shows, what is looked for in it, and what shapes the drawing. */
export function FlowToolbar({ entry, ...props }: FlowToolbarProps) {
  const { flow, model, params } = props;
  const { Options } = entry;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Segmented label="View" options={views} value={params.reading ? null : params.view} onChange={params.setView} />
      <ReadingChoice params={params} />
      <p className="text-ink-2 max-sm:order-last">
        {countFlow(flow, model)} <Freshness asOf={flow.asOf} />
      </p>
      <span className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
        {entry.showsNodes ? <FindBox {...props} /> : null}
        {Options ? <Options model={model} params={params} matches={props.matches} /> : null}
        {entry.showsNodes ? <MissingSteps flow={flow} model={model} params={params} /> : null}
      </span>
    </div>
  );
}

/** Offered only where the process goes on after what comes next. */
function MissingSteps({ flow, model, params }: Pick<FlowViewProps, 'flow' | 'model' | 'params'>) {
  const further = useMemo(() => countFurtherSteps(model, flow.process), [model, flow.process]);
  const on = params.missing === 'on';
  if (further === 0) return null;
  return (
    <SwitchPill
      on={on}
      onChange={params.setMissing}
      tip={`${formatNoun(further, 'step')} of the process after what comes next`}
    >
      {on ? '− missing steps' : '+ missing steps'}
    </SwitchPill>
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
