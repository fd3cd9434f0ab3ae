'use client';

import clsx from 'clsx';
import { useMemo, useRef } from 'react';
import type { Flow } from '#schemas/api/flow.ts';
import { Inspector } from './_inspector/inspector.client.tsx';
import { buildFlowModel } from './_model/build-flow-model.ts';
import { FlowToolbar } from './flow-toolbar.client.tsx';
import { flowReadings, flowViews } from './flow-views.client.tsx';
import { useFlowParams } from './use-flow-params.client.ts';

// States after which nothing more is known to be due; in all others the drawing goes on to now.
const over = new Set<Flow['status']>(['done', 'failed', null]);

const withInspector = '@min-[900px]:min-h-[560px] @min-[900px]:grid-cols-[minmax(0,1fr)_340px]';

/** The view of the flow that is chosen and, beside it, what is selected in all of them. */
export function FlowBody({ flow }: { flow: Flow }) {
  const model = useMemo(() => buildFlowModel(flow), [flow]);
  const params = useFlowParams();
  const aside = useRef<HTMLElement>(null);
  const selected = params.sel === null ? null : (model.byKey.get(params.sel)?.key ?? params.sel);
  const { View, inspector } = (params.reading && flowReadings[params.reading]) ?? flowViews[params.view];
  const inspects = inspector === 'beside' || (inspector === 'when_selected' && selected !== null);
  return (
    <>
      <FlowToolbar flow={flow} model={model} params={params} />
      <section aria-label="Events of the flow" className="@container shrink-0 rounded-l border border-line bg-panel">
        <div className={clsx('grid grid-cols-1', inspects && withInspector)}>
          <View
            flow={flow}
            model={model}
            params={params}
            selected={selected}
            goesOn={!over.has(flow.status)}
            onOpen={() => aside.current?.focus()}
          />
          {inspects ? (
            <Inspector ref={aside} flow={flow} model={model} selected={params.sel} onSelect={params.select} />
          ) : null}
        </div>
      </section>
    </>
  );
}
