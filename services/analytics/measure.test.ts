import { expect, test } from 'vitest';
import { measureDelivery, measureOrder } from './measure.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 12, 0, seconds));
const order = { order_id: 'o', restaurant_id: 'r', total_cents: 1900, placed_at: at(0), reason: null };

test('an order that was never confirmed has no time to it', () => {
  const figure = {
    ...order,
    confirmed_at: null,
    ended_at: at(3),
    outcome: 'cancelled',
    reason: 'payment_failed',
  } as const;
  expect(measureOrder(figure)).toMatchObject({
    confirmed_after_ms: null,
    ended_after_ms: 3_000,
    reason: 'payment_failed',
  });
});

test('clocks that disagree give no negative time', () => {
  const figure = { ...order, confirmed_at: at(-1), ended_at: at(40), outcome: 'completed' } as const;
  expect(measureOrder(figure)).toMatchObject({ confirmed_after_ms: 0, ended_after_ms: 40_000 });
});

test('a delivery is measured from ready food to the door', () => {
  const figure = {
    order_id: 'o',
    driver_id: 'd',
    restaurant_id: 'r',
    ready_at: at(0),
    picked_up_at: at(9),
    delivered_at: at(26),
  };
  expect(measureDelivery(figure)).toMatchObject({ waited_ms: 9_000, rode_ms: 17_000 });
});
