import type { EventData } from '#schemas/event-catalog.ts';
import { cancelled } from './cancel-order.ts';
import type { Order, OrderChange, OrderStatus } from './order.ts';

/** What other services tell that moves an order on. */
export type OutsideEvent = {
  [Type in
    | 'payment.authorized'
    | 'payment.failed'
    | 'restaurant.order_accepted'
    | 'restaurant.order_rejected'
    | 'restaurant.order_ready'
    | 'driver.assigned'
    | 'delivery.picked_up'
    | 'delivery.delivered']: { type: Type; data: EventData[Type] };
}[
  | 'payment.authorized'
  | 'payment.failed'
  | 'restaurant.order_accepted'
  | 'restaurant.order_rejected'
  | 'restaurant.order_ready'
  | 'driver.assigned'
  | 'delivery.picked_up'
  | 'delivery.delivered'];

const rank: Record<OrderStatus, number> = {
  placed: 0,
  confirmed: 1,
  preparing: 2,
  ready: 3,
  on_the_way: 4,
  completed: 5,
  cancelled: 5,
};

/**
 * What an outside event changes in an order; empty when nothing. Topics overtake one another, so an order only ever
 * moves forward: what is told late is already true.
 */
export function advanceOrder(order: Order, event: OutsideEvent): OrderChange[] {
  if (isOver(order)) return [];
  switch (event.type) {
    case 'payment.authorized':
      return order.status === 'placed' ? [confirmed(order, event.data.payment_id)] : [];
    case 'payment.failed':
      return order.status === 'placed' ? [cancelled(order, 'payment_failed', event.data.detail)] : [];
    case 'restaurant.order_rejected':
      return [cancelled(order, 'restaurant_rejected', event.data.detail)];
    case 'restaurant.order_accepted':
      return forward(order, 'preparing');
    case 'restaurant.order_ready':
      return forward(order, 'ready');
    case 'driver.assigned':
      return order.driver?.id === event.data.driver_id ? [] : [withDriver(order, event.data)];
    case 'delivery.picked_up':
      return forward(order, 'on_the_way');
    case 'delivery.delivered':
      return [completed(order, event.data.delivered_at)];
  }
}

/** True once an order is completed or cancelled. */
function isOver(order: Order): boolean {
  return order.status === 'completed' || order.status === 'cancelled';
}

/** The facts of an order that each of its updates repeats. */
export function ofOrder({ order_id, customer_id }: Order) {
  return { order_id, customer_id };
}

function confirmed(order: Order, payment_id: string): OrderChange {
  const { restaurant_id, restaurant_name, items, total_cents, currency, address, note } = order;
  const facts = {
    ...ofOrder(order),
    restaurant_id,
    restaurant_name,
    items,
    total_cents,
    currency,
    address,
    payment_id,
  };
  return { type: 'order.confirmed', data: note === undefined ? facts : { ...facts, note } };
}

type Progress = EventData['order.updated']['status'];

function forward(order: Order, status: Progress): OrderChange[] {
  if (rank[status] <= rank[order.status]) return [];
  return [{ type: 'order.updated', data: { ...ofOrder(order), status, changed: ['status'] } }];
}

function withDriver(order: Order, { driver_id, driver_name }: EventData['driver.assigned']): OrderChange {
  const status = progressOf(order);
  return { type: 'order.updated', data: { ...ofOrder(order), status, changed: ['driver_id'], driver_id, driver_name } };
}

function completed(order: Order, delivered_at: string): OrderChange {
  const { restaurant_id, total_cents, currency, placed_at } = order;
  return {
    type: 'order.completed',
    data: { ...ofOrder(order), restaurant_id, total_cents, currency, placed_at, delivered_at },
  };
}

/** The status of an order that is not over. Throws for one that is. */
function progressOf(order: Order): Progress {
  if (order.status === 'completed' || order.status === 'cancelled') throw new Error(`order ${order.order_id} is over`);
  return order.status;
}
