import type { FlowEvent } from '#schemas/api/flow.ts';
import type { StateEvent } from '#schemas/api/flow-state.ts';

/** What a state says of the event it comes from. */
export function stateEvent(event: FlowEvent): StateEvent {
  const { record, topic, partition, offset, eventId, type, version, service, time } = event;
  return { record, topic, partition, offset, eventId, type, version, service, time };
}
