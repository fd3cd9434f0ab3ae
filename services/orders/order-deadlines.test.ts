import { describe, expect, test } from 'vitest';
import type { OrderStatus } from './order.ts';
import { type Deadline, deadlineOf, missDeadline } from './order-deadlines.ts';
import { orderThatIs, outside } from './sample-orders.ts';

describe('an order waits', () => {
  test.each<[OrderStatus, string | undefined, number | undefined]>([
    ['placed', 'payment_answer', 60_000],
    ['confirmed', 'kitchen_answer', 60_000],
    ['preparing', 'capture_answer', 180_000],
    ['ready', 'driver_answer', 240_000],
    ['on_the_way', undefined, undefined],
    ['completed', undefined, undefined],
    ['cancelled', undefined, undefined],
  ])('%s: for %s, %s ms', (status, name, withinMs) => {
    const deadline = deadlineOf(orderThatIs(status));
    expect([deadline?.name, deadline?.withinMs]).toEqual([name, withinMs]);
  });

  test('no more for a kitchen whose word is on the way, since the money is taken', () => {
    expect(deadlineOf(orderThatIs('confirmed', outside.captured))).toBeNull();
  });

  test('no more for a driver who may pick up', () => {
    expect(deadlineOf(orderThatIs('ready', outside.assigned))).toBeNull();
  });

  test('not again for the capture once the food is ready', () => {
    expect(deadlineOf(orderThatIs('preparing', outside.ready))?.name).toBe('capture_answer');
  });
});

describe('a deadline that passes', () => {
  test.each<[OrderStatus, Deadline, string]>([
    ['placed', 'payment_answer', 'payment_timeout'],
    ['confirmed', 'kitchen_answer', 'restaurant_timeout'],
    ['preparing', 'capture_answer', 'payment_timeout'],
    ['ready', 'driver_answer', 'no_driver'],
  ])('%s, %s: cancelled, %s', (status, name, reason) => {
    expect(missDeadline(orderThatIs(status), name)).toMatchObject([{ type: 'order.cancelled', data: { reason } }]);
  });

  test.each<[OrderStatus, Deadline]>([
    ['confirmed', 'payment_answer'],
    ['preparing', 'kitchen_answer'],
    ['ready', 'capture_answer'],
    ['on_the_way', 'driver_answer'],
    ['completed', 'payment_answer'],
    ['cancelled', 'payment_answer'],
  ])('%s, %s: nothing, the answer came in time', (status, name) => {
    expect(missDeadline(orderThatIs(status), name)).toEqual([]);
  });
});
