'use client';

import clsx from 'clsx';
import { useMemo, useRef } from 'react';
import type { Flow } from '#schemas/api/flow.ts';
import { Inspector } from './_inspector/inspector.client.tsx';
import { buildFlowModel } from './_model/build-flow-model.ts';
import { EventTable } from './_table/event-table.client.tsx';
import { Timeline } from './_timeline/timeline.client.tsx';
import { FlowToolbar } from './flow-toolbar.client.tsx';
import { useFlowParams } from './use-flow-params.client.ts';

// States after which nothing more is known to be due; in all others the drawing goes on to now.
const over = new Set<Flow['status']>(['done', 'failed', null]);

const withInspector = '@min-[900px]:min-h-[560px] @min-[900px]:grid-cols-[minmax(0,1fr)_340px]';

/** The views of the flow and, beside them, what is selected in all of them. */
export function FlowBody({ flow }: { flow: Flow }) {
  const model = useMemo(() => buildFlowModel(flow), [flow]);
  const params = useFlowParams();
  const inspector = useRef<HTMLElement>(null);
  const selected = params.sel === null ? null : (model.byKey.get(params.sel)?.key ?? params.sel);
  const goesOn = !over.has(flow.status);
  const open = () => inspector.current?.focus();
  const inTable = params.view === 'table';
  return (
    <>
      <FlowToolbar flow={flow} model={model} params={params} />
      <section aria-label="Events of the flow" className="@container shrink-0 rounded-l border border-line bg-panel">
        <div className={clsx('grid grid-cols-1', !(inTable && selected === null) && withInspector)}>
          {inTable ? (
            <EventTable model={model} selected={selected} onSelect={params.select} />
          ) : (
            <Timeline
              model={model}
              goesOn={goesOn}
              fold={params.fold === 'on'}
              window={params.zoom}
              selected={selected}
              onSelect={params.select}
              onOpen={open}
              onWindow={params.setZoom}
            />
          )}
          {inTable && selected === null ? null : (
            <Inspector ref={inspector} flow={flow} model={model} selected={params.sel} onSelect={params.select} />
          )}
        </div>
      </section>
    </>
  );
}
