import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { OutgoingMessage } from '#server/platform/kafka/index.ts';

/** A record to send, and where. */
export type MadeEvent = { topic: string; partition: number; correlationId: string; message: OutgoingMessage };

/** The ids by which a flow can be found. */
export type MadeFlow = { correlationId: string; orderId: string; customerId: string; eventIds: string[] };

export const partitionsPerTopic = 6;
export type TrafficStep = readonly [topic: string, service: string, type: string];
/** An order's way through the services: the types of its events with the service and the topic of each. */
const steps: readonly TrafficStep[] = [
  ['order-events', 'orders', 'order.created'],
  ['payment-events', 'payments', 'payment.authorized'],
  ['order-events', 'orders', 'order.confirmed'],
  ['restaurant-events', 'restaurants', 'restaurant.order_accepted'],
  ['driver-events', 'drivers', 'driver.assigned'],
  ['order-events', 'orders', 'order.updated'],
  ['notification-events', 'orders', 'notification.requested'],
  ['notification-events', 'notifications', 'notification.sent'],
  ['restaurant-events', 'restaurants', 'restaurant.order_ready'],
  ['driver-events', 'drivers', 'delivery.picked_up'],
  ['driver-events', 'drivers', 'delivery.delivered'],
  ['payment-events', 'payments', 'payment.captured'],
  ['order-events', 'orders', 'order.completed'],
  ['analytics-events', 'analytics', 'analytics.order_measured'],
];
export const eventsPerFlow = steps.length;
export const topicNames = [...new Set(steps.map(([topic]) => topic))];

const flowsPerCustomer = 5;
// So many orders are under way at once, so that the events of one lie among those of others.
const flowsAtOnce = 200;

export type OpenFlow = MadeFlow & { nth: number; step: number; traceId: string; partition: number };

export type FlowTraffic = {
  next(): MadeEvent;
  /** The flows that are complete, as far as they are remembered: every `rememberEvery`th. */
  readonly flows: MadeFlow[];
};

type FlowOptions = {
  /** Which flows are remembered: every so manyth. */
  rememberEvery?: number;
  atOnce?: number;
  /** What the nth flow says besides in each of its steps, among the data of the event. */
  more?: (nth: number, step: number) => object;
};

const nothing = () => ({});

/** Makes an endless traffic of orders in the envelope's shape: about 400 bytes of value, eight headers, 36 partitions. */
export function makeFlows({ rememberEvery = 1, atOnce = flowsAtOnce, more = nothing }: FlowOptions = {}): FlowTraffic {
  const flows: MadeFlow[] = [];
  const open: OpenFlow[] = [];
  let begun = 0;
  let turn = 0;
  const begin = (): OpenFlow => {
    begun += 1;
    return beginFlow(begun);
  };
  return {
    flows,
    next: () => {
      turn = (turn + 1) % atOnce;
      const flow = open[turn] ?? begin();
      const made = nextEvent(flow, more);
      if (flow.step < eventsPerFlow) open[turn] = flow;
      else {
        open[turn] = begin();
        if (begun % rememberEvery === 0) flows.push(flow);
      }
      return made;
    },
  };
}

export function beginFlow(nth: number): OpenFlow {
  const customer = createHash('md5')
    .update(`customer ${Math.floor(nth / flowsPerCustomer)}`)
    .digest('hex');
  return {
    correlationId: uuidv7(),
    orderId: uuidv7(),
    customerId: `${customer.slice(0, 8)}-${customer.slice(8, 12)}-4${customer.slice(13, 16)}-a${customer.slice(17, 20)}-${customer.slice(20)}`,
    eventIds: [],
    nth,
    step: 0,
    traceId: uuidv7().replaceAll('-', ''),
    partition: nth % partitionsPerTopic,
  };
}

/** The next event of an order's way, with `more` in its data; `instead` is another one that comes in between. */
export function nextEvent(
  flow: OpenFlow,
  more: (nth: number, step: number) => object,
  instead?: TrafficStep,
): MadeEvent {
  const [topic, service, type] = instead ?? steps[flow.step] ?? ['order-events', 'orders', 'order.created'];
  const eventId = uuidv7();
  const causation = flow.eventIds.at(-1);
  const now = Date.now();
  const envelope: Record<string, string> = {
    event_id: eventId,
    event_type: type,
    event_version: '1',
    event_time: new Date(now).toISOString(),
    source_service: service,
    correlation_id: flow.correlationId,
    causation_id: causation ?? eventId,
  };
  const data = {
    orderId: flow.orderId,
    customerId: flow.customerId,
    step: flow.step,
    amount: 1_000 + flow.step,
    ...more(flow.nth, flow.step),
  };
  const traceparent = `00-${flow.traceId}-${eventId.replaceAll('-', '').slice(16)}-01`;
  const headers = Object.entries({ ...envelope, traceparent });
  const value = JSON.stringify({ ...envelope, event_version: 1, data });
  flow.eventIds.push(eventId);
  flow.step += 1;
  return {
    topic,
    partition: flow.partition,
    correlationId: flow.correlationId,
    message: { key: flow.orderId, value, headers, partition: flow.partition, timestamp: BigInt(now) },
  };
}
