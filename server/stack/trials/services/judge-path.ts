import type { Evidence, LogEvent } from './evidence.ts';
import { firstOfEach } from './judge-log.ts';
import { process } from './read-process.ts';

/** Their key is the customer. */
const ofCustomers = new Set(['loyalty-events']);

/** The events of each order are a way that the process allows: each step once, in its order, each by a known cause. */
export function judgePath({ log, customers }: Evidence): string[] {
  const events = firstOfEach(log);
  const ids = new Set(events.map(({ eventId }) => eventId));
  const flows = Map.groupBy(events, ({ correlationId }) => correlationId);
  return customers.flatMap(({ orderId, correlationId }) => {
    const ofOrder = flows.get(correlationId) ?? [];
    return [
      ...judgeSteps(orderId, ofOrder),
      ...judgeOrderOfSteps(orderId, ofOrder),
      ...ofOrder
        .filter((event) => !hasCause(event, ids))
        .map(({ type }) => `Order ${orderId}: nothing that is known caused its ${type}.`),
      ...ofOrder
        .filter(({ topic, key }) => key !== orderId && !ofCustomers.has(topic))
        .map(({ type, key }) => `Order ${orderId}: its ${type} stands under the key ${key}.`),
    ];
  });
}

function judgeSteps(orderId: string, events: LogEvent[]): string[] {
  const count = (type: string) => events.filter((event) => event.type === type).length;
  const isDone = events.some(({ type }) => process.ends.get(type) === 'done');
  return process.steps.flatMap((step) => {
    const times = count(step);
    if (times > 1) return [`Order ${orderId}: ${step} happened ${times} times.`];
    if (isDone && times === 0) return [`Order ${orderId}: it is completed without ${step}.`];
    return [];
  });
}

/** Within a topic the order is fixed; topics may overtake one another. */
function judgeOrderOfSteps(orderId: string, events: LogEvent[]): string[] {
  return [...process.stepsByTopic].flatMap(([topic, steps]) => {
    const taken = events.filter(({ type }) => steps.includes(type)).map(({ type }) => type);
    const isPrefix = taken.every((type, index) => process.ends.has(type) || type === steps[index]);
    return isPrefix ? [] : [`Order ${orderId}: ${topic} tells ${taken.join(', ')}.`];
  });
}

/** What a customer's request caused has that request's id, which stands in no topic. */
function hasCause({ type, causationId }: LogEvent, ids: ReadonlySet<string>): boolean {
  if (causationId !== null && ids.has(causationId)) return true;
  return process.starts.has(type) || type === 'order.cancelled' || type === 'order.updated';
}
