import type { FlowEvent } from '#schemas/api/flow.ts';
import { eventAt, flowOf } from './arbitrary-flow.ts';
import { buildFlowModel } from './build-flow-model.ts';
import type { EventNode } from './flow-model.ts';

/** For tests: an event with records that repeat it, a second apart. */
export function sampleStack(...copies: Partial<FlowEvent>[]): EventNode {
  const first = eventAt(0, { record: 'order-events/0/1', eventId: 'e' });
  const rest = copies.map((copy, index) =>
    eventAt(1_000 * (index + 1), {
      record: `order-events/0/${index + 2}`,
      eventId: 'e',
      copyOf: first.record,
      ...copy,
    }),
  );
  const [node] = buildFlowModel(flowOf([first, ...rest])).nodes;
  if (node?.kind !== 'event') throw new TypeError('the flow has one event');
  return node;
}
