'use client';

import { useMemo } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { activityOf } from '../_model/activity-of.ts';
import type { FlowModel } from '../_model/flow-model.ts';
import type { FlowViewProps } from '../flow-view-props.ts';
import { SwitchPill } from '../switch-pill.tsx';
import { findWaits } from './find-waits.ts';
import { waitingShare } from './fold-waits.ts';

/** What shapes the drawing of time. */
export function TimelineOptions({ model, params }: Pick<FlowViewProps, 'model' | 'params'>) {
  return (
    <>
      {/* Its room is kept: nothing on the page moves because somebody zooms. */}
      <Button className={params.zoom ? '' : 'invisible'} onClick={() => params.setZoom(null)}>
        Show all
      </Button>
      <FoldChoice model={model} on={params.fold === 'on'} onChange={params.setFold} />
    </>
  );
}

/** Offered only where something can be folded; says what it is worth. */
function FoldChoice({ model, on, onChange }: { model: FlowModel; on: boolean; onChange: (on: boolean) => void }) {
  const still = useMemo(() => findWaits(activityOf(model), model.start, model.end), [model]);
  if (still.waits.length === 0) return null;
  const waits = formatNoun(still.waits.length, 'wait');
  const share = Math.floor(waitingShare(still) * 100);
  return (
    <SwitchPill
      on={on}
      onChange={onChange}
      tip={`${waits} of more than 5 % of the flow, ${share} % of its time together`}
    >
      {on ? 'waits over 5 % folded' : `${share} % is waiting: fold it`}
    </SwitchPill>
  );
}
