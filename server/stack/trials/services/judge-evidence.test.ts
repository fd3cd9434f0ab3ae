import { expect, test } from 'vitest';
import type { Evidence } from './evidence.ts';
import { judgeEvidence } from './judge-evidence.ts';
import { sampleEvidence } from './sample-evidence.ts';

const without = <T>(list: T[], is: (one: T) => boolean): T[] => list.filter((one) => !is(one));
const again = <T>(list: T[], is: (one: T) => boolean): T[] => [...list, ...list.filter(is).slice(0, 1)];
/** A second event of the same kind under an id of its own, written and published as if it were right. */
const told = (evidence: Evidence, type: string, key: string): Evidence => {
  const event = evidence.log.find((one) => one.type === type && one.key === key);
  const row = evidence.outbox.find(({ eventId }) => eventId === event?.eventId);
  if (!event || !row) throw new Error(`no ${type} of ${key}`);
  const twin = { ...event, eventId: 'twin', offset: 999n };
  return { ...evidence, log: [...evidence.log, twin], outbox: [...evidence.outbox, { ...row, eventId: 'twin' }] };
};

test('orders that went as they should are not found fault with', () => {
  expect(judgeEvidence(sampleEvidence())).toEqual([]);
});

test('a record that was published twice is no fault where nobody minded it', () => {
  const evidence = sampleEvidence();
  const copy = evidence.log.slice(3, 4).map((event) => ({ ...event, offset: 999n }));
  const flows = evidence.flows.map((flow) => {
    const its = copy.filter(({ correlationId }) => correlationId === flow.correlationId);
    return { ...flow, records: [...flow.records, ...its.map(({ topic }) => `${topic}/0/999`)] };
  });
  expect(judgeEvidence({ ...evidence, log: [...evidence.log, ...copy], flows })).toEqual([]);
});

test.each<[string, (good: Evidence) => Evidence, string]>([
  [
    'a charge made twice',
    (good) => ({ ...good, ledger: again(good.ledger, ({ entry }) => entry === 'capture') }),
    'Order DONE: it is completed, and the ledger has authorize capture capture.',
  ],
  [
    'a charge of another amount',
    (good) => ({ ...good, ledger: good.ledger.map((row) => ({ ...row, amountCents: 1 })) }),
    'Order DONE: capture of 1 cents, and it costs 1900.',
  ],
  [
    'an order that was cancelled and delivered',
    (good) => ({ ...good, deliveries: [{ orderId: 'BACK', status: 'delivered', street: null }] }),
    'Order BACK: it was cancelled and delivered all the same.',
  ],
  [
    'food that was never paid',
    (good) => ({
      ...good,
      ledger: without(good.ledger, ({ orderId, entry }) => orderId === 'DONE' && entry === 'capture'),
    }),
    'Order DONE: it was delivered and never paid.',
  ],
  [
    'points that were never earned',
    (good) => ({ ...good, points: [] }),
    'Order DONE: it should earn 19 points, and loyalty has 0.',
  ],
  [
    'points told twice',
    (good) => told(good, 'loyalty.points_earned', 'DONE'),
    'Order DONE: its points were told twice.',
  ],
  [
    'points for an order that never came',
    (good) => ({ ...good, points: [...(good.points ?? []), { orderId: 'BACK', points: 19, takenBack: false }] }),
    'Order BACK: it earned points, and should not.',
  ],
  [
    'a refund made twice',
    (good) => ({ ...good, ledger: again(good.ledger, ({ entry }) => entry === 'refund') }),
    'Order BACK: its money went back more than once.',
  ],
  [
    'money that is kept',
    (good) => ({ ...good, ledger: without(good.ledger, ({ entry }) => entry === 'refund') }),
    'Order BACK: it was cancelled and its money kept.',
  ],
  [
    'an order that nothing spoke against',
    (good) => ({ ...good, customers: good.customers.map((word) => ({ ...word, cancelled: null })) }),
    'Order BACK: it was cancelled, and nothing spoke against it.',
  ],
  [
    'a refund that is missing',
    (good) => ({ ...good, ledger: without(good.ledger, ({ entry }) => entry === 'refund') }),
    'Order BACK: it is cancelled, and the ledger has authorize capture.',
  ],
  [
    'a refund that nobody was told of',
    (good) => ({ ...good, log: without(good.log, ({ type }) => type === 'payment.refunded') }),
    'Order BACK: the ledger moved for payment.authorized, payment.captured, payment.refunded; told was',
  ],
  [
    'a notification that is missing',
    (good) => ({ ...good, notifications: without(good.notifications, (row) => row.template === 'order_completed') }),
    'Order DONE: notifications has order_completed to c-1 0 times instead of 1.',
  ],
  [
    'a kitchen that was not told',
    (good) => ({ ...good, notifications: without(good.notifications, (row) => row.template === 'order_withdrawn') }),
    'Order BACK: notifications has order_withdrawn to sole 0 times instead of 1.',
  ],
  [
    'an event handled twice, as without an inbox',
    (good) => told(good, 'notification.requested', 'DONE'),
    'Order DONE: notification.requested has order_confirmed to c-1 2 times instead of 1.',
  ],
  [
    'a step that happened twice',
    (good) => told(good, 'restaurant.order_ready', 'DONE'),
    'Order DONE: restaurant.order_ready happened 2 times.',
  ],
  [
    'an order left in the middle',
    (good) => ({ ...good, orders: without(good.orders, (row) => row.type === 'order.completed') }),
    'Order DONE: it ended 0 times',
  ],
  [
    'an order that is lost',
    (good) => ({ ...good, orders: without(good.orders, (row) => row.orderId === 'DONE') }),
    'Order DONE: the customer has its number, and it is not there.',
  ],
  [
    'an order that nobody asked for',
    (good) => ({ ...good, customers: without(good.customers, (word) => word.orderId === 'BACK') }),
    'Order BACK: it was made, and no customer was told of it.',
  ],
  [
    'a version that is missing',
    (good) => ({ ...good, orders: without(good.orders, (row) => row.type === 'order.confirmed') }),
    'Order DONE: its versions are 1, 3',
  ],
  [
    'a cancelled order that was completed all the same',
    (good) => ({ ...good, customers: good.customers.map((word) => ({ ...word, cancelled: 'yes' })) }),
    'Order DONE: it was completed though it had been plain and cancelled: yes.',
  ],
  [
    'an event that was never published',
    (good) => ({ ...good, outbox: good.outbox.map((row) => ({ ...row, published: row.eventId !== 'DONE-1' })) }),
    'Order DONE: an event of payments was never published.',
  ],
  [
    'an event that is not in its topic',
    (good) => ({ ...good, log: without(good.log, ({ eventId }) => eventId === 'DONE-1') }),
    'Order DONE: payment-events lacks 1 events that were written.',
  ],
  [
    'events out of their order',
    (good) => ({ ...good, outbox: good.outbox.toReversed() }),
    'Order DONE: order-events tells its events in another order than they were written.',
  ],
  [
    'an event without a cause',
    (good) => ({ ...good, log: good.log.map((event) => ({ ...event, causationId: 'nothing' })) }),
    'Order DONE: nothing that is known caused its payment.authorized.',
  ],
  [
    'a driver who is not freed',
    (good) => ({ ...good, busyDrivers: [{ driverId: 'd-7', orderId: 'DONE' }] }),
    'Order DONE: the driver d-7 is still busy with it.',
  ],
  [
    'a kitchen that still cooks',
    (good) => ({ ...good, tickets: good.tickets.map((ticket) => ({ ...ticket, status: 'accepted' })) }),
    'Order BACK: its kitchen still has it as accepted.',
  ],
  [
    'food at an old address',
    (good) => ({ ...good, customers: good.customers.map((word) => ({ ...word, movedTo: 'Uferweg 9' })) }),
    'Order DONE: it was brought to Lindenweg 1 and not where it should go.',
  ],
  [
    'an order that was measured twice',
    (good) => told(good, 'analytics.order_measured', 'DONE'),
    'Order DONE: analytics has a measured order twice.',
  ],
  [
    'a delivery that was not measured',
    (good) => ({ ...good, deliveryFigures: [] }),
    'Order DONE: analytics lacks a delivery in the figures.',
  ],
  [
    'a record that the console lacks',
    (good) => ({ ...good, flows: good.flows.map((flow) => ({ ...flow, records: flow.records.slice(1) })) }),
    'Order DONE: the console lacks order-events/0/0.',
  ],
  [
    'a record that the console has twice',
    (good) => ({ ...good, flows: good.flows.map((flow) => ({ ...flow, records: again(flow.records, () => true) })) }),
    'Order DONE: the console shows 1 records twice.',
  ],
  [
    'a flow whose end the console does not know',
    (good) => ({ ...good, flows: good.flows.map((flow) => ({ ...flow, status: 'running' })) }),
    'Order BACK: the console has it as running, and it is failed.',
  ],
  ['what does not come to rest', (good) => ({ ...good, leftovers: ['payments: 3 timers'] }), 'payments: 3 timers'],
])('%s is found', (_, spoil, sentence) => {
  expect(judgeEvidence(spoil(sampleEvidence()))).toContainEqual(expect.stringContaining(sentence));
});
