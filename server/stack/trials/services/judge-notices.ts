import type { Evidence, LogEvent } from './evidence.ts';
import { firstOfEach } from './judge-log.ts';

/** Customer, kitchen and driver were told of each piece of news once, and of nothing else. */
export function judgeNotices(evidence: Evidence): string[] {
  const events = Map.groupBy(firstOfEach(evidence.log), ({ key }) => key);
  const sent = Map.groupBy(evidence.notifications, ({ orderId }) => orderId);
  const known = new Set(evidence.customers.map(({ orderId }) => orderId));
  const strangers = [...sent.keys()].filter((orderId) => !known.has(orderId));
  return [
    ...strangers.map((orderId) => `Order ${orderId}: a notification for an order that nobody placed.`),
    ...evidence.customers.flatMap(({ orderId }) => {
      const ofOrder = events.get(orderId) ?? [];
      const expected = newsOf(ofOrder.filter(({ type }) => type.startsWith('order.')));
      return [
        ...compare(orderId, 'notifications', expected, (sent.get(orderId) ?? []).map(faceOf)),
        ...['notification.requested', 'notification.sent'].flatMap((type) =>
          compare(orderId, type, expected, ofOrder.filter((event) => event.type === type).map(faceOfEvent)),
        ),
      ];
    }),
  ];
}

/** Template and recipient of all that is to be told of an order, by its own events in their order. */
function newsOf(events: readonly LogEvent[]): string[] {
  const parties: Parties = { kitchen: null, driver: null };
  return events.flatMap((event) => {
    const told = newsOfOne(event, parties);
    if (event.type === 'order.confirmed') parties.kitchen = String(event.data.restaurant_id);
    if (permits(event)) parties.driver = String(event.data.driver_id);
    return told;
  });
}

type Parties = { kitchen: string | null; driver: string | null };

function newsOfOne(event: LogEvent, { kitchen, driver }: Parties): string[] {
  const { type, data } = event;
  const customer = String(data.customer_id);
  if (type === 'order.confirmed')
    return [`order_confirmed to ${customer}`, `new_order to ${String(data.restaurant_id)}`];
  if (type === 'order.completed') return [`order_completed to ${customer}`];
  if (type === 'order.updated') {
    const leaves = data.status === 'on_the_way' && changes(event, 'status');
    return [
      ...(leaves ? [`order_on_the_way to ${customer}`] : []),
      ...(permits(event) ? [`new_delivery to ${String(data.driver_id)}`] : []),
    ];
  }
  if (type !== 'order.cancelled') return [];
  const stops = data.reason !== 'restaurant_rejected' && data.reason !== 'delivery_failed';
  return [
    `order_cancelled to ${customer}`,
    ...(kitchen && stops ? [`order_withdrawn to ${kitchen}`] : []),
    ...(driver ? [`delivery_withdrawn to ${driver}`] : []),
  ];
}

function permits(event: LogEvent): boolean {
  return event.type === 'order.updated' && changes(event, 'driver_id');
}

function changes({ data }: LogEvent, field: string): boolean {
  return Array.isArray(data.changed) && data.changed.includes(field);
}

function faceOf({ template, recipientId, sent }: Evidence['notifications'][number]): string {
  return `${template} to ${recipientId}${sent ? '' : ', not sent'}`;
}

function faceOfEvent({ data }: LogEvent): string {
  const { recipient } = data;
  const id = typeof recipient === 'object' && recipient !== null ? Reflect.get(recipient, 'id') : null;
  return `${String(data.template)} to ${String(id)}`;
}

function compare(orderId: string, what: string, expected: string[], found: string[]): string[] {
  const count = (list: string[], face: string) => list.filter((one) => one === face).length;
  return [...new Set([...expected, ...found])].flatMap((face) => {
    const [should, does] = [count(expected, face), count(found, face)];
    return should === does ? [] : [`Order ${orderId}: ${what} has ${face} ${does} times instead of ${should}.`];
  });
}
