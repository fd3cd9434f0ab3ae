import { type EventHandlers, inOrder, type ServiceContext, stepMs } from '#services/_kit/index.ts';
import { bringFood } from './bring-food.ts';
import {
  cancelDelivery,
  freeDriver,
  insertDelivery,
  lockDelivery,
  noteDelivery,
  redirectDelivery,
  takeTurn,
} from './delivery-store.ts';
import { noteRide } from './driver-store.ts';

const findingTakesMs = [2_000, 5_000] as const;

/** Orders decides: its permission lets a driver pick up, and what it cancelled before that is never picked up. */
export function driverHandlers(context: ServiceContext): EventHandlers {
  const { pace } = context.settings;
  return inOrder({
    'restaurant.order_ready': async ({ data, event_time }, work) => {
      await takeTurn(work, data.order_id);
      const isNew = await insertDelivery(work, data, event_time);
      if (isNew) work.startTimer('assign', data.order_id, stepMs(pace, 'assign', data.order_id, findingTakesMs));
    },
    'order.updated': async ({ data }, work) => {
      await takeTurn(work, data.order_id);
      if (data.address) await redirectDelivery(work, data.order_id, data.address);
      if (!data.changed.includes('driver_id') || data.driver_id === undefined) return;
      const delivery = await lockDelivery(work, data.order_id);
      if (delivery?.status !== 'assigned' || delivery.driver_id !== data.driver_id) return;
      await noteDelivery(work, data.order_id, 'allowed');
      if (delivery.arrived) await bringFood(context, work, delivery);
    },
    'order.cancelled': async ({ data }, work) => {
      await takeTurn(work, data.order_id);
      const delivery = await lockDelivery(work, data.order_id);
      if (delivery && delivery.status !== 'waiting' && delivery.status !== 'assigned') return;
      await work.stopTimers(data.order_id);
      await cancelDelivery(work, data.order_id);
      await freeDriver(work, data.order_id);
    },
    'analytics.delivery_measured': async ({ data }, work) => await noteRide(work, data.driver_id, data.rode_ms),
  });
}
