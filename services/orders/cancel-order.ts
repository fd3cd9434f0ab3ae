import { NibbleError } from '#schemas/errors.ts';
import type { EventData } from '#schemas/event-catalog.ts';
import type { Order, OrderChange } from './order.ts';

type Reason = EventData['order.cancelled']['reason'];

const mayCancel = new Set(['placed', 'confirmed', 'preparing', 'ready']);

/**
 * The customer's wish to cancel: nothing to do when it is cancelled already. Throws `conflict` once a driver may pick up:
 * that permission and the cancellation exclude each other, so what is cancelled is never brought.
 */
export function cancelOrder(order: Order): OrderChange[] {
  if (order.status === 'cancelled') return [];
  if (order.driver || !mayCancel.has(order.status)) {
    throw new NibbleError('conflict', `Order ${order.order_id} ${whereItIs(order)} and cannot be cancelled any more.`);
  }
  return [cancelled(order, 'customer_request', 'The customer cancelled the order.')];
}

function whereItIs({ status, driver }: Order): string {
  if (driver && mayCancel.has(status)) return `is being fetched by ${driver.name}`;
  return `is ${status.replaceAll('_', ' ')}`;
}

export function cancelled(order: Order, reason: Reason, detail: string): OrderChange {
  const { order_id, customer_id, restaurant_id, total_cents, currency } = order;
  return {
    type: 'order.cancelled',
    data: { order_id, customer_id, restaurant_id, total_cents, currency, reason, detail },
  };
}
