import {
  beginFlow,
  eventsPerFlow,
  type FlowTraffic,
  nextEvent,
  partitionsPerTopic,
  type TrafficStep,
} from '../traffic/make-flows.ts';

const repeated: readonly TrafficStep[] = [
  ...Array.from({ length: 9 }, () => ['order-events', 'orders', 'order.position_changed'] as const),
  ['payment-events', 'payments', 'payment.reminded'],
];

const nothing = () => ({});

/** An order whose correlation id a service goes on using: its own events, then the same two types again and again. */
export function makeLongFlow(): FlowTraffic {
  const flow = beginFlow(0);
  let made = 0;
  return {
    flows: [flow],
    next: () => {
      made += 1;
      if (made <= eventsPerFlow) return nextEvent(flow, nothing);
      // One key could not carry it.
      flow.partition = made % partitionsPerTopic;
      return nextEvent(flow, nothing, repeated[made % repeated.length]);
    },
  };
}
