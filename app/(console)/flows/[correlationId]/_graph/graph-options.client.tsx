'use client';

import type { FlowViewProps } from '../flow-view-props.ts';
import { SwitchPill } from '../switch-pill.tsx';

/** What shapes the graph. */
export function GraphOptions({ params }: Pick<FlowViewProps, 'params'>) {
  const on = params.collapse === 'on';
  return (
    <SwitchPill
      on={on}
      onChange={params.setCollapse}
      tip="Effects of one cause that are of one type are one box with their number"
    >
      {on ? 'same types joined' : 'join same types'}
    </SwitchPill>
  );
}
