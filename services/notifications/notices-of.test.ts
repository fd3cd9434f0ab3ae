import { describe, expect, test } from 'vitest';
import type { EventData } from '#schemas/event-catalog.ts';
import { noticesOf } from './notices-of.ts';

const facts = { order_id: '7K3M-9QXD', customer_id: 'c-1' };
const parties = { restaurant_id: 'sole', driver_id: 'd-1' };
const faces = (...[news, who]: Parameters<typeof noticesOf>) =>
  noticesOf(news, who).map(({ recipient, template }) => `${template} to ${recipient.id}`);
const cancelled = (reason: EventData['order.cancelled']['reason']) =>
  ({
    type: 'order.cancelled',
    data: { ...facts, restaurant_id: 'sole', total_cents: 1, currency: 'EUR', reason, detail: 'So it is.' },
  }) as const;

describe('an update', () => {
  test.each(['preparing', 'ready'] as const)('to %s is nothing to anybody', (status) => {
    expect(noticesOf({ type: 'order.updated', data: { ...facts, status, changed: ['status'] } }, parties)).toEqual([]);
  });

  test('of the address on the way is not the departure', () => {
    const data: EventData['order.updated'] = { ...facts, status: 'on_the_way', changed: ['address'] };
    expect(noticesOf({ type: 'order.updated', data }, parties)).toEqual([]);
  });

  test('that the order leaves is told to the customer, the permission to the driver', () => {
    const leaves: EventData['order.updated'] = { ...facts, status: 'on_the_way', changed: ['status'] };
    expect(faces({ type: 'order.updated', data: leaves }, parties)).toEqual(['order_on_the_way to c-1']);
    const permits: EventData['order.updated'] = { ...facts, status: 'ready', changed: ['driver_id'], driver_id: 'd-1' };
    expect(faces({ type: 'order.updated', data: permits }, null)).toEqual(['new_delivery to d-1']);
  });
});

describe('a cancellation', () => {
  test('says why, and that nothing is paid', () => {
    const [notice] = noticesOf(cancelled('payment_failed'), null);
    expect(notice?.text).toBe('Your order 7K3M-9QXD was cancelled: So it is. You pay nothing.');
  });

  test('of an order that nobody else was told of is told to the customer alone', () => {
    expect(faces(cancelled('payment_failed'), null)).toEqual(['order_cancelled to c-1']);
  });

  test.each([
    ['customer_request', ['order_cancelled to c-1', 'order_withdrawn to sole', 'delivery_withdrawn to d-1']],
    ['restaurant_rejected', ['order_cancelled to c-1', 'delivery_withdrawn to d-1']],
    ['delivery_failed', ['order_cancelled to c-1', 'delivery_withdrawn to d-1']],
  ] as const)('by %s is told to those whom it stops', (reason, told) => {
    expect(faces(cancelled(reason), parties)).toEqual(told);
  });
});
