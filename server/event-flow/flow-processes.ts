import orderLifecycle from '#schemas/processes/order-lifecycle.json' with { type: 'json' };
import type { Ending } from './fold.ts';

/** A process as `schemas/processes` describes it, as far as this room reads it. */
export type FlowProcess = {
  business: { kind: string };
  starts: readonly string[];
  steps: readonly { event: string }[];
  ends: readonly { event: string; status: string; label: string }[];
  sentences: Readonly<Record<string, string>>;
};

export const processes: readonly FlowProcess[] = [orderLifecycle];

/** The event types that end a flow, over all processes, and how. */
export function endingTypes(): Map<string, Ending> {
  const ends = processes.flatMap((process) => process.ends);
  return new Map(
    ends.flatMap(({ event, status }): [string, Ending][] =>
      status === 'done' || status === 'failed' ? [[event, status]] : [],
    ),
  );
}
