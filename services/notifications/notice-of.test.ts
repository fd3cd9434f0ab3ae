import { expect, test } from 'vitest';
import { noticeOf } from './notice-of.ts';

const facts = { order_id: '7K3M-9QXD', customer_id: 'c-1' };

test.each(['preparing', 'ready'] as const)('an order that is %s is nothing to a customer', (status) => {
  expect(noticeOf({ type: 'order.updated', data: { ...facts, status, changed: ['status'] } })).toBeNull();
});

test('a change of address on the way is not the departure', () => {
  expect(
    noticeOf({ type: 'order.updated', data: { ...facts, status: 'on_the_way', changed: ['address'] } }),
  ).toBeNull();
});

test('an order that leaves is told', () => {
  const notice = noticeOf({ type: 'order.updated', data: { ...facts, status: 'on_the_way', changed: ['status'] } });
  expect(notice).toEqual({ template: 'order_on_the_way', text: 'Your order 7K3M-9QXD is on the way.' });
});

test('a cancellation says why', () => {
  const data = {
    ...facts,
    restaurant_id: 'sole',
    total_cents: 1,
    currency: 'EUR',
    reason: 'payment_failed',
    detail: 'The bank declined the card.',
  } as const;
  expect(noticeOf({ type: 'order.cancelled', data })?.text).toContain('The bank declined the card.');
});
