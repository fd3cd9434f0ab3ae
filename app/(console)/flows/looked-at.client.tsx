'use client';

import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import type { FlowList } from '#schemas/api/flow-list.ts';

/** How far a search has come that is not at its end. */
export function LookedAt({ looked: { flows, backTo } }: { looked: NonNullable<FlowList['looked']> }) {
  if (backTo === null) return <>Looked at the {formatNoun(flows, 'flow')} that are late the longest.</>;
  return (
    <>
      Looked at {formatNoun(flows, 'flow')}, back to <ClockTime at={backTo} />.
    </>
  );
}
