'use client';

import clsx from 'clsx';
import { useDeferredValue, useMemo, useRef } from 'react';
import type { Flow } from '#schemas/api/flow.ts';
import { Inspector } from './_inspector/inspector.client.tsx';
import { buildFlowModel } from './_model/build-flow-model.ts';
import { findInFlow } from './_model/find-in-flow.ts';
import type { FlowModel } from './_model/flow-model.ts';
import { selectedKey } from './_model/selected-key.ts';
import { showSteps } from './_model/show-steps.ts';
import { PositionPanel } from './_position/position-panel.client.tsx';
import { statePathOf } from './_state/queries.ts';
import { FlowToolbar } from './flow-toolbar.client.tsx';
import { AwaitedRows, flowReadings, flowViews } from './flow-views.client.tsx';
import { useFlowParams } from './use-flow-params.client.ts';

// States after which nothing more is known to be due; in all others the drawing goes on to now.
const over = new Set<Flow['status']>(['done', 'failed', null]);

const withInspector = '@min-[900px]:min-h-[440px] @min-[900px]:grid-cols-[minmax(0,1fr)_340px]';

/** A reading that says nothing new but how old it is makes no new model. */
function useFlowModel({ events, requests, shown, clocks, startedAt, lastEventAt }: Flow): FlowModel {
  return useMemo(
    () => buildFlowModel({ events, requests, shown, clocks, startedAt, lastEventAt }),
    [events, requests, shown, clocks, startedAt, lastEventAt],
  );
}

type FlowBodyProps = {
  flow: Flow;
  /** Where its events are, as last read. */
  placed: Pick<Flow, 'position' | 'positionFrom'>;
  /** When the flow stood so, of a snapshot: it does not go on. */
  takenAt?: string;
  /** Where a snapshot tells the state after an event. */
  statePath?: string;
};

/** The view of the flow that is chosen and, beside it, what is selected in all of them. */
export function FlowBody({ flow, placed, takenAt, statePath = statePathOf(flow.correlationId) }: FlowBodyProps) {
  const params = useFlowParams();
  const known = useFlowModel(flow);
  const all = params.missing === 'on';
  const model = useMemo(() => showSteps(known, flow.process, all), [known, flow.process, all]);
  const sought = useDeferredValue(params.find);
  const matches = useMemo(() => findInFlow(model, sought), [model, sought]);
  const aside = useRef<HTMLElement>(null);
  const selected = selectedKey(model, flow.process, params.sel);
  const entry = (params.reading && flowReadings[params.reading]) ?? flowViews[params.view];
  const { View, inspector } = entry;
  const inspects = inspector === 'beside' || (inspector === 'when_selected' && selected !== null);
  const goesOn = takenAt === undefined && !over.has(flow.status);
  const shown = { flow, model, params, matches, selected };
  return (
    <>
      <FlowToolbar entry={entry} {...shown} />
      <section aria-label="Events of the flow" className="@container shrink-0 rounded-l border border-line bg-panel">
        <div className={clsx('grid grid-cols-1', inspects && withInspector)}>
          <AwaitedRows value={model.nodes.length + model.steps.length}>
            <View {...shown} statePath={statePath} goesOn={goesOn} onOpen={() => aside.current?.focus()} />
          </AwaitedRows>
          {inspects ? (
            <Inspector
              ref={aside}
              flow={flow}
              positions={placed.position}
              model={model}
              selected={params.sel}
              onSelect={params.select}
            />
          ) : null}
        </div>
      </section>
      {params.reading === null ? (
        <PositionPanel placed={placed} selected={selected} onSelect={params.select} takenAt={takenAt} />
      ) : null}
    </>
  );
}
