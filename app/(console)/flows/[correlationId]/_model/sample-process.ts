import type { Flow, FlowStep } from '#schemas/api/flow.ts';

/** A step as tests need it: all that is not said is unknown. */
export function stepOf(id: string, state: FlowStep['state'], parts: Partial<FlowStep> = {}): FlowStep {
  return {
    id,
    label: id,
    state,
    event: `delivery.${id}`,
    service: 'drivers',
    after: [],
    dueAt: null,
    dueBy: null,
    at: null,
    eventId: null,
    record: null,
    usual: null,
    why: null,
    ...parts,
  };
}

/** A process of these steps that goes on. */
export function processOf(steps: FlowStep[]): NonNullable<Flow['process']> {
  return { id: 'p', version: 1, title: 'A process', branch: null, steps, end: null };
}
