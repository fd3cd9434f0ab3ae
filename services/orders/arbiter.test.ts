import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NibbleError } from '#schemas/errors.ts';
import { advanceOrder } from './advance-order.ts';
import { cancelOrder } from './cancel-order.ts';
import { foldOrder, type Order, type OrderChange } from './order.ts';
import { createdEvent, decided, given, heard, orderThatIs, outside } from './sample-orders.ts';

const permits = ({ type, data }: OrderChange) => type === 'order.updated' && data.driver_id !== undefined;

describe('a driver may pick up, and the customer not cancel any more,', () => {
  test('not while the order is not paid', () => {
    const order = orderThatIs('preparing', outside.assigned);
    expect(order).toMatchObject({ driver: null, found_driver: { id: 'd-1' } });
    expect(cancelOrder(order)).toHaveLength(1);
  });

  test.each([
    ['paid last', [outside.assigned, outside.captured]],
    ['found last', [outside.captured, outside.assigned]],
    ['found again before it is paid', [outside.otherAssigned, outside.assigned, outside.captured]],
  ])('once it is paid and somebody was found: %s', (_, events) => {
    const order = orderThatIs('preparing', ...events);
    expect(order.driver).toEqual({ id: 'd-1', name: 'Amira Haddad' });
    expect(() => cancelOrder(order)).toThrow(
      'Order 7K3M-9QXD is being fetched by Amira Haddad and cannot be cancelled any more.',
    );
    expect(heard(given('preparing'), events).filter(permits)).toHaveLength(1);
  });

  test('and another driver takes over until the food is fetched', () => {
    const order = orderThatIs('ready', outside.assigned, outside.otherAssigned);
    expect(order.driver?.id).toBe('d-2');
  });

  test('nor can the kitchen refuse it then', () => {
    expect(advanceOrder(orderThatIs('ready', outside.assigned), outside.rejected)).toEqual([]);
  });
});

/** What a customer's click does: nothing when it is too late. */
function tryToCancel(order: Order): OrderChange[] {
  try {
    return cancelOrder(order);
  } catch (error) {
    if (error instanceof NibbleError && error.code === 'conflict') return [];
    throw error;
  }
}

test('in whatever order all is heard, twice or not at all: one end, no permission unpaid, none with a cancellation', () => {
  const happenings = [...Object.values(outside), 'cancel' as const];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...happenings), { maxLength: 24 }), (story) => {
      const events = story.reduce(
        (before, one) => decided(before, (order) => (one === 'cancel' ? tryToCancel(order) : advanceOrder(order, one))),
        [createdEvent()],
      );
      const types = events.map(({ type }) => type);
      const ends = types.filter((type) => type === 'order.cancelled' || type === 'order.completed');
      expect(ends.length).toBeLessThanOrEqual(1);
      if (ends.length > 0) expect(types.at(-1)).toBe(ends[0]);
      const permission = events.findIndex(permits);
      if (permission < 0) return;
      expect(types.slice(0, permission)).toContain('heard.payment_captured');
      const end = foldOrder(events)?.cancellation?.reason ?? 'delivery_failed';
      expect(['delivery_failed', 'no_driver']).toContain(end);
    }),
    { numRuns: 2_000, seed: 5 },
  );
});
