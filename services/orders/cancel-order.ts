import { NibbleError } from '#schemas/errors.ts';
import type { EventData } from '#schemas/event-catalog.ts';
import type { Order, OrderChange } from './order.ts';

type Reason = EventData['order.cancelled']['reason'];

const mayCancel = new Set(['placed', 'confirmed', 'preparing']);

/** The customer's wish to cancel: nothing to do when it is cancelled already. Throws `conflict` once the food is ready. */
export function cancelOrder(order: Order): OrderChange[] {
  if (order.status === 'cancelled') return [];
  if (!mayCancel.has(order.status)) {
    throw new NibbleError(
      'conflict',
      `Order ${order.order_id} is ${order.status.replaceAll('_', ' ')} and cannot be cancelled any more.`,
    );
  }
  return [cancelled(order, 'customer_request', 'The customer cancelled the order.')];
}

export function cancelled(order: Order, reason: Reason, detail: string): OrderChange {
  const { order_id, customer_id, restaurant_id, total_cents, currency } = order;
  return {
    type: 'order.cancelled',
    data: { order_id, customer_id, restaurant_id, total_cents, currency, reason, detail },
  };
}
