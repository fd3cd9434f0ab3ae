import { listEvents } from '#schemas/dictionary.ts';
import type { CustomerWord, Evidence, LogEvent } from './evidence.ts';
import { process } from './read-process.ts';

const topics = new Map(listEvents().map(({ type, topic }) => [type, topic]));
const services: Record<string, string> = {
  order: 'orders',
  payment: 'payments',
  restaurant: 'restaurants',
  driver: 'drivers',
  delivery: 'drivers',
  notification: 'notifications',
  analytics: 'analytics',
  loyalty: 'loyalty',
};
/** Templates and recipients, in the order in which they are told. */
const news: Record<string, [string, string][]> = {
  'order.confirmed': [
    ['order_confirmed', 'c-1'],
    ['new_order', 'sole'],
  ],
  'order.cancelled': [
    ['order_cancelled', 'c-1'],
    ['order_withdrawn', 'sole'],
  ],
  'order.completed': [['order_completed', 'c-1']],
};
const totalCents = 1_900;

/** What is known after two orders that went as they should: `DONE` to the door, `BACK` cancelled and refunded. */
export function sampleEvidence(): Evidence {
  const done = tell('DONE', [...process.steps, 'analytics.delivery_measured', 'loyalty.points_earned']);
  const back = tell('BACK', [...process.steps.slice(0, 5), 'order.cancelled', 'payment.refunded']);
  const log = [...done, ...back].map((event, index) => ({ ...event, offset: BigInt(index) }));
  return {
    customers: [customer('DONE', null), customer('BACK', 'yes')],
    log,
    orders: ['DONE', 'BACK'].flatMap((orderId) => ofOrder(log, orderId)),
    payments: ['DONE', 'BACK'].map((orderId) => ({ orderId, status: 'captured', amountCents: totalCents })),
    ledger: [
      ...['authorize', 'capture'].map((entry) => ({ orderId: 'DONE', entry, amountCents: totalCents })),
      ...['authorize', 'capture', 'refund'].map((entry) => ({ orderId: 'BACK', entry, amountCents: totalCents })),
    ],
    tickets: [
      { orderId: 'DONE', status: 'ready' },
      { orderId: 'BACK', status: 'cancelled' },
    ],
    deliveries: [
      { orderId: 'DONE', status: 'delivered', street: 'Lindenweg 1' },
      { orderId: 'BACK', status: 'cancelled', street: null },
    ],
    mayTimeOut: false,
    busyDrivers: [],
    notifications: log
      .filter(({ type }) => type === 'notification.sent')
      .map(({ key, data }) => ({
        orderId: key,
        template: String(data.template),
        recipientId: String(Object(data.recipient).id),
        sent: true,
      })),
    orderFigures: [
      { orderId: 'DONE', outcome: 'completed', totalCents },
      { orderId: 'BACK', outcome: 'cancelled', totalCents },
    ],
    deliveryFigures: [{ orderId: 'DONE', ended: true }],
    outbox: log.map(({ topic, key, eventId, type }) => ({
      service: services[type.split('.')[0] ?? ''] ?? '',
      topic,
      key,
      eventId,
      published: true,
    })),
    points: [{ orderId: 'DONE', points: totalCents / 100, takenBack: false }],
    leftovers: [],
    flows: [
      { correlationId: 'flow of DONE', status: 'done', records: placesOf(log, 'DONE') },
      { correlationId: 'flow of BACK', status: 'failed', records: placesOf(log, 'BACK') },
    ],
  };
}

function customer(orderId: string, cancelled: CustomerWord['cancelled']): CustomerWord {
  return { correlationId: `flow of ${orderId}`, kind: 'plain', orderId, totalCents, cancelled, movedTo: null };
}

/** The events in their order, each with what people are told of it, and the measure of the order at the end. */
function tell(orderId: string, types: string[]): LogEvent[] {
  const all: { type: string; data: object }[] = types.flatMap((type) => {
    const notices = (news[type] ?? []).flatMap(([template, id]) =>
      ['notification.requested', 'notification.sent'].map((notice) => ({
        type: notice,
        data: { template, recipient: { id } },
      })),
    );
    return [{ type, data: type === 'order.cancelled' ? { reason: 'customer_request' } : {} }, ...notices];
  });
  all.push({ type: 'analytics.order_measured', data: {} });
  return all.map(({ type, data }, index) => ({
    topic: topics.get(type) ?? '',
    partition: 0,
    offset: 0n,
    key: orderId,
    eventId: `${orderId}-${index}`,
    type,
    correlationId: `flow of ${orderId}`,
    causationId: index === 0 ? 'a request' : `${orderId}-${index - 1}`,
    data: { order_id: orderId, customer_id: 'c-1', restaurant_id: 'sole', ...data },
  }));
}

function ofOrder(log: readonly LogEvent[], orderId: string): Evidence['orders'] {
  const own = log.filter(({ key, topic }) => key === orderId && topic === 'order-events');
  return own.map(({ eventId, type }, index) => ({ orderId, version: index + 1, eventId, type }));
}

function placesOf(log: readonly LogEvent[], orderId: string): string[] {
  return log.filter(({ key }) => key === orderId).map((event) => `${event.topic}/${event.partition}/${event.offset}`);
}
