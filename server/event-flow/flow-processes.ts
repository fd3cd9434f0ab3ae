import orderLifecycle from '#schemas/processes/order-lifecycle.json' with { type: 'json' };
import type { Standing } from './fold.ts';

/** A process as `schemas/processes` describes it, as far as this room reads it. */
export type FlowProcess = {
  business: { kind: string };
  starts: readonly string[];
  steps: readonly { event: string }[];
  ends: readonly { event: string; status: string; label: string }[];
  sentences: Readonly<Record<string, string>>;
};

export const processes: readonly FlowProcess[] = [orderLifecycle];

/** What an event of a type says of a flow, over all processes: it is under way, done or failed. */
export function standings(): Map<string, Standing> {
  return new Map(processes.flatMap(standingsOf));
}

function standingsOf({ starts, steps, ends }: FlowProcess): [string, Standing][] {
  const underWay = [...starts, ...steps.map(({ event }) => event)];
  return [
    ...underWay.map((event): [string, Standing] => [event, 'under_way']),
    ...ends.map(({ event, status }): [string, Standing] => [event, standingOf(status)]),
  ];
}

function standingOf(status: string): Standing {
  return status === 'done' || status === 'failed' ? status : 'under_way';
}
