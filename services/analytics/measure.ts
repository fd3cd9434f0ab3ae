import type { EventData } from '#schemas/event-catalog.ts';

export type OrderFigure = {
  order_id: string;
  restaurant_id: string;
  total_cents: number;
  placed_at: Date;
  confirmed_at: Date | null;
  ended_at: Date;
  outcome: 'completed' | 'cancelled';
  reason: string | null;
};

export type DeliveryFigure = {
  order_id: string;
  driver_id: string;
  restaurant_id: string;
  ready_at: Date;
  picked_up_at: Date;
  delivered_at: Date;
};

/** The figures of an order that has ended. Clocks of services may differ a little: no duration is below 0. */
export function measureOrder(figure: OrderFigure): EventData['analytics.order_measured'] {
  const { order_id, restaurant_id, outcome, reason, total_cents, placed_at, confirmed_at, ended_at } = figure;
  return {
    order_id,
    restaurant_id,
    outcome,
    reason,
    total_cents,
    currency: 'EUR',
    confirmed_after_ms: confirmed_at && msBetween(placed_at, confirmed_at),
    ended_after_ms: msBetween(placed_at, ended_at),
  };
}

/** The figures of a delivery that has ended. */
export function measureDelivery(figure: DeliveryFigure): EventData['analytics.delivery_measured'] {
  const { order_id, driver_id, restaurant_id, ready_at, picked_up_at, delivered_at } = figure;
  return {
    order_id,
    driver_id,
    restaurant_id,
    waited_ms: msBetween(ready_at, picked_up_at),
    rode_ms: msBetween(picked_up_at, delivered_at),
  };
}

function msBetween(from: Date, to: Date): number {
  return Math.max(0, to.getTime() - from.getTime());
}
