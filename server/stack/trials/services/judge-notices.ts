import type { Evidence, LogEvent } from './evidence.ts';
import { firstOfEach } from './judge-log.ts';

/** The customer was told of each piece of news once, and of nothing else. */
export function judgeNotices(evidence: Evidence): string[] {
  const events = Map.groupBy(firstOfEach(evidence.log), ({ key }) => key);
  const sent = Map.groupBy(evidence.notifications, ({ orderId }) => orderId);
  const known = new Set(evidence.customers.map(({ orderId }) => orderId));
  const strangers = [...sent.keys()].filter((orderId) => !known.has(orderId));
  return [
    ...strangers.map((orderId) => `Order ${orderId}: a notification for an order that nobody placed.`),
    ...evidence.customers.flatMap(({ orderId }) => {
      const ofOrder = events.get(orderId) ?? [];
      const expected = ofOrder.flatMap((event) => newsOf(event) ?? []);
      return [
        ...compare(orderId, 'notifications', expected, (sent.get(orderId) ?? []).map(faceOf)),
        ...['notification.requested', 'notification.sent'].flatMap((type) =>
          compare(orderId, type, expected, ofOrder.filter((event) => event.type === type).map(faceOfEvent)),
        ),
      ];
    }),
  ];
}

/** Template and recipient of what a customer is to be told of an event; null when it is nothing to a customer. */
function newsOf({ type, data }: LogEvent): string | null {
  const leaves = data.status === 'on_the_way' && Array.isArray(data.changed) && data.changed.includes('status');
  const template: Record<string, string | null> = {
    'order.confirmed': 'order_confirmed',
    'order.updated': leaves ? 'order_on_the_way' : null,
    'order.cancelled': 'order_cancelled',
    'order.completed': 'order_completed',
  };
  const found = template[type];
  return found ? `${found} to ${String(data.customer_id)}` : null;
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
