'use client';

import { memo, useDeferredValue } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { Flow, FlowStep } from '#schemas/api/flow.ts';
import type { FlowModel } from '../_model/flow-model.ts';
import { moveSelection } from '../_model/move-selection.ts';
import { selectedKey } from '../_model/selected-key.ts';
import { stepIdOf } from '../_model/step-key.ts';
import { AboutFlow } from './about-flow.client.tsx';
import { EventDetails } from './event-details.client.tsx';
import { RequestDetails } from './request-details.client.tsx';
import { StepDetails } from './step-details.client.tsx';

export type InspectorProps = {
  ref: React.Ref<HTMLElement>;
  flow: Flow;
  /** As they were last read. */
  positions: Flow['position'];
  model: FlowModel;
  /** A record (`topic/partition/offset`), a REST call's id or a step, as the URL says. */
  selected: string | null;
  onSelect: (key: string | null) => void;
};

/** All about what is selected; about the flow itself as long as nothing is. Zooming beside it does not draw it again. */
export const Inspector = memo(function Inspector({ ref, selected: chosen, ...rest }: InspectorProps) {
  // The view marks at once what is chosen; what there is to tell of it comes a frame later and holds nothing up.
  const selected = useDeferredValue(chosen);
  return (
    <aside
      ref={ref}
      tabIndex={-1}
      aria-label="Selected"
      className="relative min-w-0 border-line outline-offset-[-2px] @max-[900px]:border-t @min-[900px]:border-l"
    >
      {/* Beside the timeline it scrolls by itself: whatever is selected, nothing else on the page moves. */}
      <div className="flex min-h-full flex-col *:shrink-0 @min-[900px]:absolute @min-[900px]:inset-0 @min-[900px]:overflow-y-auto">
        {selected === null ? (
          <AboutFlow flow={rest.flow} model={rest.model} />
        ) : (
          <Chosen selected={selected} {...rest} />
        )}
      </div>
    </aside>
  );
});

type ChosenProps = Omit<InspectorProps, 'ref' | 'selected'> & { selected: string };

function Chosen({ selected, flow, model, positions, onSelect }: ChosenProps) {
  const node = model.byKey.get(selected);
  const step = stepOf(flow.process, selected);
  const from = selectedKey(model, flow.process, selected);
  const move = (way: 'earlier' | 'later') => onSelect(moveSelection(model, from, way));
  return (
    <>
      {node?.kind === 'event' ? (
        <EventDetails node={node} record={selected} positions={positions} onSelect={onSelect} />
      ) : null}
      {node?.kind === 'request' ? <RequestDetails node={node} onSelect={onSelect} /> : null}
      {step && flow.process ? <StepDetails step={step} process={flow.process} onSelect={onSelect} /> : null}
      {node || step ? null : <NotHere selected={selected} flow={flow} />}
      <div className="sticky bottom-0 mt-auto flex gap-1 border-t border-line bg-panel px-2 py-1.5">
        {node || step ? (
          <>
            <Button look="quiet" onClick={() => move('earlier')}>
              ← Earlier
            </Button>
            <Button look="quiet" onClick={() => move('later')}>
              Later →
            </Button>
          </>
        ) : null}
        <Button look="quiet" className="ml-auto" onClick={() => onSelect(null)}>
          Clear
        </Button>
      </div>
    </>
  );
}

function stepOf(process: Flow['process'], selected: string): FlowStep | undefined {
  const id = stepIdOf(selected);
  return id === null ? undefined : process?.steps.find((step) => step.id === id);
}

function NotHere({ selected, flow }: { selected: string; flow: Flow }) {
  const { events, of } = flow.shown;
  return (
    <div className="px-3.5 py-4">
      <p className="font-semibold">The selected event is not shown</p>
      <p className="mt-1 text-ink-2">
        <span className="mono break-all">{selected}</span> is not among the {events} of {of} events read of this flow.
        It may belong to another flow, or have expired.
      </p>
    </div>
  );
}
