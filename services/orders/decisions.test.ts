import { describe, expect, test } from 'vitest';
import { advanceOrder, type OutsideEvent } from './advance-order.ts';
import { cancelOrder } from './cancel-order.ts';
import { changeOrder } from './change-order.ts';
import type { OrderChange, OrderStatus } from './order.ts';
import { orderThatIs, outside } from './sample-orders.ts';

const told = (status: OrderStatus, event: OutsideEvent) => advanceOrder(orderThatIs(status), event).map(inShort);

function inShort({ type, data }: OrderChange): string {
  if ('status' in data) return `${type} ${data.status}`;
  return 'reason' in data ? `${type} ${data.reason}` : type;
}

describe('given an order, when another service tells something, then', () => {
  test.each<[OrderStatus, keyof typeof outside, string[]]>([
    ['placed', 'failed', ['order.cancelled payment_failed']],
    ['confirmed', 'rejected', ['order.cancelled restaurant_rejected']],
    ['preparing', 'captureRefused', ['order.cancelled payment_failed']],
    ['ready', 'noDriver', ['order.cancelled no_driver']],
    ['ready', 'lost', ['order.cancelled delivery_failed']],
    ['on_the_way', 'lost', ['order.cancelled delivery_failed']],
    ['placed', 'authorized', ['order.confirmed']],
    ['confirmed', 'accepted', ['order.updated preparing']],
    ['preparing', 'ready', ['order.updated ready']],
    ['preparing', 'captured', ['heard.payment_captured']],
    ['ready', 'assigned', ['order.updated ready']],
    ['ready', 'pickedUp', ['order.updated on_the_way']],
    ['on_the_way', 'delivered', ['order.completed']],
  ])('%s and %s: %j', (status, event, expected) => {
    expect(told(status, outside[event])).toEqual(expected);
  });

  test.each<[OrderStatus, keyof typeof outside]>([
    ['confirmed', 'authorized'],
    ['confirmed', 'failed'],
    ['preparing', 'accepted'],
    ['on_the_way', 'ready'],
    ['on_the_way', 'accepted'],
    ['on_the_way', 'assigned'],
    ['on_the_way', 'otherAssigned'],
    ['on_the_way', 'captured'],
    ['ready', 'captureRefused'],
    ['on_the_way', 'rejected'],
    ['completed', 'delivered'],
    ['completed', 'rejected'],
    ['completed', 'lost'],
    ['cancelled', 'authorized'],
    ['cancelled', 'failed'],
    ['cancelled', 'accepted'],
    ['cancelled', 'captured'],
    ['cancelled', 'assigned'],
    ['cancelled', 'lost'],
    ['cancelled', 'ready'],
    ['cancelled', 'delivered'],
  ])('%s and %s, told late or twice: nothing', (status, event) => {
    expect(told(status, outside[event])).toEqual([]);
  });

  test.each<[OrderStatus, keyof typeof outside, string[]]>([
    ['confirmed', 'ready', ['order.updated ready']],
    ['preparing', 'pickedUp', ['order.updated on_the_way']],
    ['preparing', 'delivered', ['order.completed']],
  ])('%s and %s, one topic overtaking another: %j', (status, event, expected) => {
    expect(told(status, outside[event])).toEqual(expected);
  });

  test('a refusal passes its reason on to the customer', () => {
    expect(advanceOrder(orderThatIs('placed'), outside.failed)).toMatchObject([
      { data: { reason: 'payment_failed', detail: 'The bank declined the card.', total_cents: 1900 } },
    ]);
  });
});

describe('given an order, when the customer cancels, then', () => {
  test.each<OrderStatus>(['on_the_way', 'completed'])('%s: too late', (status) => {
    expect(() => cancelOrder(orderThatIs(status))).toThrow(/^conflict: .* cannot be cancelled any more/);
  });

  test.each<OrderStatus>(['placed', 'confirmed', 'preparing', 'ready'])('%s: cancelled', (status) => {
    expect(cancelOrder(orderThatIs(status))).toMatchObject([
      { type: 'order.cancelled', data: { reason: 'customer_request' } },
    ]);
  });

  test('cancelled: nothing more', () => {
    expect(cancelOrder(orderThatIs('cancelled'))).toEqual([]);
  });
});

describe('given an order, when the customer changes it, then', () => {
  const address = { street: 'Uferweg 1', city: 'Berlin' };

  test.each<OrderStatus>(['preparing', 'ready', 'on_the_way', 'completed', 'cancelled'])('%s: too late', (status) => {
    expect(() => changeOrder(orderThatIs(status), { address })).toThrow(/^conflict: .* cannot be changed any more/);
  });

  test('the same address: nothing', () => {
    const order = orderThatIs('placed');
    expect(changeOrder(order, { address: { ...order.address } })).toEqual([]);
  });

  test('a new address and a note: both are named as changed', () => {
    expect(changeOrder(orderThatIs('confirmed'), { address, note: 'Ring twice' })).toMatchObject([
      {
        type: 'order.updated',
        data: { status: 'confirmed', changed: ['address', 'note'], address, note: 'Ring twice' },
      },
    ]);
  });
});
