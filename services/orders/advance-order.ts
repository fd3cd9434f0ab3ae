import type { EventData } from '#schemas/event-catalog.ts';
import { cancelled } from './cancel-order.ts';
import type { Order, OrderChange, OrderStatus } from './order.ts';

type OutsideType =
  | 'payment.authorized'
  | 'payment.captured'
  | 'payment.failed'
  | 'restaurant.order_accepted'
  | 'restaurant.order_rejected'
  | 'restaurant.order_ready'
  | 'driver.assigned'
  | 'delivery.picked_up'
  | 'delivery.delivered'
  | 'delivery.failed';

/** What other services tell that moves an order on. */
export type OutsideEvent = { [Type in OutsideType]: { type: Type; data: EventData[Type] } }[OutsideType];

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
    case 'payment.captured':
      return captured(order, event.data);
    case 'payment.failed':
      return failedPayment(order, event.data);
    case 'restaurant.order_rejected':
      // Not once somebody may pick up: only drivers can stop that.
      return order.driver ? [] : [cancelled(order, 'restaurant_rejected', event.data.detail)];
    case 'restaurant.order_accepted':
      return forward(order, 'preparing');
    case 'restaurant.order_ready':
      return forward(order, 'ready');
    case 'driver.assigned':
      return assigned(order, event.data);
    case 'delivery.picked_up':
      return forward(order, 'on_the_way');
    case 'delivery.delivered':
      return [completed(order, event.data.delivered_at)];
    case 'delivery.failed':
      return [cancelled(order, event.data.reason === 'no_driver' ? 'no_driver' : 'delivery_failed', event.data.detail)];
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

/** A refused card ends an order that waits for it, a refused capture any that is not paid. */
function failedPayment(order: Order, { reason, detail }: EventData['payment.failed']): OrderChange[] {
  const counts = !order.paid && (reason === 'capture_refused' || order.status === 'placed');
  return counts ? [cancelled(order, 'payment_failed', detail)] : [];
}

/** Paid, and if a driver was found before: from here on that one may pick up. */
function captured(order: Order, { payment_id }: EventData['payment.captured']): OrderChange[] {
  if (order.paid) return [];
  const paid: OrderChange = { type: 'heard.payment_captured', data: { payment_id } };
  return order.found_driver ? [paid, withDriver(order, order.found_driver)] : [paid];
}

/** A driver may pick up what is paid; until it is, orders only remembers who was found. */
function assigned(order: Order, { driver_id, driver_name }: EventData['driver.assigned']): OrderChange[] {
  const known = order.paid ? order.driver : order.found_driver;
  if (known?.id === driver_id || order.status === 'on_the_way') return [];
  if (order.paid) return [withDriver(order, { id: driver_id, name: driver_name })];
  return [{ type: 'heard.driver_assigned', data: { driver_id, driver_name } }];
}

type Progress = EventData['order.updated']['status'];

function forward(order: Order, status: Progress): OrderChange[] {
  if (rank[status] <= rank[order.status]) return [];
  return [{ type: 'order.updated', data: { ...ofOrder(order), status, changed: ['status'] } }];
}

function withDriver(order: Order, { id, name }: { id: string; name: string }): OrderChange {
  const data = { ...ofOrder(order), status: progressOf(order), driver_id: id, driver_name: name };
  return { type: 'order.updated', data: { ...data, changed: ['driver_id'] } };
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
