import type { EventHandlers, NibbleEvent, ServiceContext, Work } from '#services/_kit/index.ts';
import { advanceOrder, type OutsideEvent } from './advance-order.ts';
import { appendChanges, lockOrder } from './order-store.ts';

/** Each outside event moves the order it names. */
export function orderHandlers({ logger }: ServiceContext): EventHandlers {
  const advance = async (event: NibbleEvent<OutsideEvent['type']>, outside: OutsideEvent, work: Work) => {
    const orderId = outside.data.order_id;
    const stored = await lockOrder(work, orderId);
    if (!stored) {
      logger.warn({ event_id: event.event_id, order_id: orderId }, 'an event tells of an order that is not here');
      return;
    }
    await appendChanges(work, { orderId, ...stored }, advanceOrder(stored.order, outside));
  };
  return {
    'payment.authorized': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
    'payment.failed': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
    'restaurant.order_accepted': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
    'restaurant.order_rejected': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
    'restaurant.order_ready': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
    'driver.assigned': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
    'delivery.picked_up': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
    'delivery.delivered': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
  };
}
