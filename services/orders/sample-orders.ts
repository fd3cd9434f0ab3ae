import { advanceOrder, type OutsideEvent } from './advance-order.ts';
import { cancelOrder } from './cancel-order.ts';
import { foldOrder, type Order, type OrderChange, type OrderEvent, type OrderStatus } from './order.ts';

const order_id = '7K3M-9QXD';
const restaurant = { restaurant_id: 'trattoria-sole', restaurant_name: 'Trattoria Sole' };
const payment = {
  order_id,
  payment_id: '0198e0f2-7a10-7c44-8a2e-51f0c9a4b7d2',
  customer_id: 'c-1',
  amount_cents: 1900,
  currency: 'EUR' as const,
};
const driver = { order_id, driver_id: 'd-1', driver_name: 'Amira Haddad' };
const time = '2026-11-24T12:00:00.000Z';

export const outside = {
  authorized: { type: 'payment.authorized', data: payment },
  failed: {
    type: 'payment.failed',
    data: { ...payment, reason: 'card_declined', detail: 'The bank declined the card.' },
  },
  captured: { type: 'payment.captured', data: { ...payment, bank_reference: 'nb-1' } },
  captureRefused: {
    type: 'payment.failed',
    data: { ...payment, reason: 'capture_refused', detail: 'The bank did not pay.' },
  },
  accepted: { type: 'restaurant.order_accepted', data: { order_id, ...restaurant, ready_expected_at: time } },
  rejected: {
    type: 'restaurant.order_rejected',
    data: { order_id, ...restaurant, reason: 'sold_out', detail: 'No more.' },
  },
  ready: {
    type: 'restaurant.order_ready',
    data: {
      order_id,
      ...restaurant,
      customer_id: 'c-1',
      pickup: { street: 'a', city: 'b' },
      dropoff: { street: 'c', city: 'd' },
    },
  },
  assigned: { type: 'driver.assigned', data: { ...driver, restaurant_id: 'trattoria-sole', ready_at: time } },
  otherAssigned: {
    type: 'driver.assigned',
    data: { order_id, driver_id: 'd-2', driver_name: 'Noor', restaurant_id: 'trattoria-sole', ready_at: time },
  },
  noDriver: {
    type: 'delivery.failed',
    data: { order_id, reason: 'no_driver', detail: 'Nobody was free.', failed_at: time },
  },
  lost: {
    type: 'delivery.failed',
    data: { ...driver, reason: 'driver_lost', detail: 'The driver does not answer.', failed_at: time },
  },
  pickedUp: { type: 'delivery.picked_up', data: driver },
  delivered: { type: 'delivery.delivered', data: { ...driver, delivered_at: '2026-11-24T12:01:00.000Z' } },
} satisfies Record<string, OutsideEvent>;

export function createdEvent(): OrderEvent {
  return {
    type: 'order.created',
    time,
    data: {
      order_id,
      customer_id: 'c-1',
      ...restaurant,
      items: [{ sku: 'pizza-margherita', name: 'Pizza Margherita', quantity: 2, unit_price_cents: 950 }],
      total_cents: 1900,
      currency: 'EUR',
      address: { street: 'Lindenweg 12', city: 'Berlin' },
      payment_token: 'tok_visa',
      channel: 'app',
      quoted_from: 'restaurants',
    },
  };
}

const cooked = [outside.authorized, outside.accepted, outside.captured, outside.ready];
const fetched = [...cooked, outside.assigned, outside.pickedUp];
const pathTo: Record<Exclude<OrderStatus, 'cancelled'>, OutsideEvent[]> = {
  placed: [],
  confirmed: [outside.authorized],
  preparing: [outside.authorized, outside.accepted],
  ready: cooked,
  on_the_way: fetched,
  completed: [...fetched, outside.delivered],
};

/** The events of an order that has come so far, by the decisions under test. */
export function given(status: OrderStatus): OrderEvent[] {
  if (status === 'cancelled') return decided([createdEvent()], cancelOrder);
  return heard([createdEvent()], pathTo[status]);
}

/** The events after these outside ones were heard. */
export function heard(events: OrderEvent[], outsiders: readonly OutsideEvent[]): OrderEvent[] {
  return outsiders.reduce((before, event) => decided(before, (order) => advanceOrder(order, event)), events);
}

export function orderThatIs(status: OrderStatus, ...outsiders: OutsideEvent[]): Order {
  const order = foldOrder(heard(given(status), outsiders));
  if (!order) throw new Error('no order');
  return order;
}

export function decided(events: OrderEvent[], decide: (order: Order) => OrderChange[]): OrderEvent[] {
  const order = foldOrder(events);
  if (!order) throw new Error('no order');
  return [...events, ...decide(order).map((change) => ({ ...change, time }))];
}
