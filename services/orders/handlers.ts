import {
  type EventHandlers,
  inOrder,
  type NibbleEvent,
  type ServiceContext,
  type TimerHandlers,
  type Work,
} from '#services/_kit/index.ts';
import { advanceOrder, type OutsideEvent } from './advance-order.ts';
import { copyPosition } from './driver-position.ts';
import { copyAvailability, copyMenu } from './menu-copy.ts';
import { type Deadline, missDeadline } from './order-deadlines.ts';
import { lockOrder } from './order-store.ts';
import { recordChanges } from './record-changes.ts';

/** Each outside event moves the order it names; menus and positions are copied. */
export function orderHandlers(context: ServiceContext): EventHandlers {
  const advance = async (event: NibbleEvent<OutsideEvent['type']>, outside: OutsideEvent, work: Work) => {
    const orderId = outside.data.order_id;
    const stored = await lockOrder(work, orderId);
    if (!stored) {
      context.logger.warn(
        { event_id: event.event_id, order_id: orderId },
        'an event tells of an order that is not here',
      );
      return;
    }
    await recordChanges(context, work, { orderId, ...stored }, advanceOrder(stored.order, outside));
  };
  return {
    ...inOrder({
      'payment.authorized': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
      'payment.captured': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
      'payment.failed': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
      'restaurant.order_accepted': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
      'restaurant.order_rejected': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
      'restaurant.order_ready': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
      'driver.assigned': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
      'delivery.picked_up': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
      'delivery.delivered': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
      'delivery.failed': (event, work) => advance(event, { type: event.event_type, data: event.data }, work),
      'menu.updated': ({ data }, work) => copyMenu(work, data),
      'restaurant.availability_changed': ({ data }, work) => copyAvailability(work, data),
    }),
    // A position says itself whether it is newer.
    'driver.position_changed': ({ data }, work) => copyPosition(work, data),
  };
}

// What was answered while this service was away is read before anybody is given up; no matter the pace, it takes this long.
const listensFirstMs = 8_000;

/** Each deadline ends the order that still waits under it. */
export function orderTimers(context: ServiceContext): TimerHandlers {
  const { clock, logger } = context;
  const startedAt = clock.now().getTime();
  const miss = (name: Deadline) => async (orderId: string, work: Work) => {
    const listensForMs = startedAt + listensFirstMs - clock.now().getTime();
    if (listensForMs > 0) return work.startTimer(name, orderId, listensForMs);
    const stored = await lockOrder(work, orderId);
    if (!stored) return logger.warn({ order_id: orderId }, 'a deadline of an order that is not here');
    await recordChanges(context, work, { orderId, ...stored }, missDeadline(stored.order, name));
  };
  return {
    payment_answer: miss('payment_answer'),
    kitchen_answer: miss('kitchen_answer'),
    capture_answer: miss('capture_answer'),
    driver_answer: miss('driver_answer'),
  };
}
