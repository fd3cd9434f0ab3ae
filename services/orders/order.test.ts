import { describe, expect, test } from 'vitest';
import { foldOrder } from './order.ts';
import { createdEvent, given } from './sample-orders.ts';

describe('an order is the fold of its events', () => {
  test('which cannot begin with anything but its creation', () => {
    const [, confirmed] = given('confirmed');
    expect(() => foldOrder(confirmed ? [confirmed] : [])).toThrow('cannot begin with order.confirmed');
  });

  test('and is nothing before the first', () => {
    expect(foldOrder([])).toBeNull();
  });

  test('placed: with what was ordered, without the card', () => {
    const order = foldOrder([createdEvent()]);
    expect(order).toMatchObject({ order_id: '7K3M-9QXD', status: 'placed', total_cents: 1900, driver: null });
    expect(order).not.toHaveProperty('payment_token');
  });

  test.each(['confirmed', 'preparing', 'ready', 'on_the_way', 'completed', 'cancelled'] as const)('%s', (status) => {
    expect(foldOrder(given(status))?.status).toBe(status);
  });

  test('cancelled: says why', () => {
    expect(foldOrder(given('cancelled'))?.cancellation).toEqual({
      reason: 'customer_request',
      detail: 'The customer cancelled the order.',
    });
  });

  test('updated: takes the named fields and leaves the others', () => {
    const facts = { order_id: '7K3M-9QXD', customer_id: 'c-1', status: 'placed' as const };
    const address = { street: 'Uferweg 1', city: 'Berlin' };
    const order = foldOrder([
      createdEvent(),
      { type: 'order.updated', time: '2026-11-24T12:00:01.000Z', data: { ...facts, changed: ['address'], address } },
      {
        type: 'order.updated',
        time: '2026-11-24T12:00:02.000Z',
        data: { ...facts, changed: ['note'], note: 'Ring twice' },
      },
    ]);
    expect(order).toMatchObject({
      address,
      note: 'Ring twice',
      status: 'placed',
      updated_at: '2026-11-24T12:00:02.000Z',
    });
  });
});
