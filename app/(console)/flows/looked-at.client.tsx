'use client';

import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import type { FlowList } from '#schemas/api/flow.ts';

/** How far a search has come that is not at its end. */
export function LookedAt({ looked }: { looked: NonNullable<FlowList['looked']> }) {
  return (
    <>
      Looked at {formatNoun(looked.flows, 'flow')}, back to <ClockTime at={looked.backTo} />.
    </>
  );
}
