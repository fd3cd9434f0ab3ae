import {
  type EventHandlers,
  type ServiceContext,
  stepMs,
  type TimerHandlers,
  type Work,
} from '#services/_kit/index.ts';
import {
  assignDriver,
  cancelDelivery,
  freeDriver,
  insertDelivery,
  lockDelivery,
  moveDelivery,
  redirectDelivery,
  takeTurn,
} from './delivery-store.ts';

const findingTakesMs = [2_000, 5_000] as const;
const reachingTakesMs = [4_000, 12_000] as const;
const ridingTakesMs = [9_000, 30_000] as const;
const lookAgainMs = 3_000;

export function driverHandlers({ settings: { pace } }: ServiceContext): EventHandlers {
  return {
    'restaurant.order_ready': async ({ data, event_time }, work) => {
      await takeTurn(work, data.order_id);
      const isNew = await insertDelivery(work, data, event_time);
      if (isNew) work.startTimer('assign', data.order_id, stepMs(pace, 'assign', data.order_id, findingTakesMs));
    },
    'order.updated': async ({ data }, work) => {
      if (!data.address) return;
      await takeTurn(work, data.order_id);
      await redirectDelivery(work, data.order_id, data.address);
    },
    'order.cancelled': async ({ data }, work) => {
      await takeTurn(work, data.order_id);
      const delivery = await lockDelivery(work, data.order_id);
      if (delivery?.status === 'picked_up' || delivery?.status === 'delivered') return;
      await work.stopTimers(data.order_id);
      await cancelDelivery(work, data.order_id);
      await freeDriver(work, data.order_id);
    },
  };
}

export function driverTimers({ settings: { pace }, logger }: ServiceContext): TimerHandlers {
  return {
    assign: async (orderId, work) => {
      const delivery = await lockDelivery(work, orderId);
      if (delivery?.status !== 'waiting') return;
      const driver = await assignDriver(work, orderId);
      if (!driver) {
        logger.info({ order_id: orderId }, 'no driver is free: looking again');
        work.startTimer('assign', orderId, pace * lookAgainMs);
        return;
      }
      const { restaurant_id, ready_at } = delivery;
      const facts = { order_id: orderId, driver_id: driver.id, driver_name: driver.name };
      work.publish('driver.assigned', orderId, { ...facts, restaurant_id, ready_at: ready_at.toISOString() });
      work.startTimer('pick_up', orderId, stepMs(pace, 'pick_up', orderId, reachingTakesMs));
    },
    pick_up: async (orderId, work) => {
      const facts = await factsOf(work, orderId, 'assigned');
      if (!facts) return;
      await moveDelivery(work, orderId, 'picked_up');
      work.publish('delivery.picked_up', orderId, facts);
      work.startTimer('deliver', orderId, stepMs(pace, 'deliver', orderId, ridingTakesMs));
    },
    deliver: async (orderId, work) => {
      const facts = await factsOf(work, orderId, 'picked_up');
      if (!facts) return;
      await moveDelivery(work, orderId, 'delivered');
      await freeDriver(work, orderId);
      work.publish('delivery.delivered', orderId, { ...facts, delivered_at: work.now.toISOString() });
    },
  };
}

/** Who brings the order, provided the delivery is where this step begins. */
async function factsOf(work: Work, orderId: string, status: 'assigned' | 'picked_up') {
  const delivery = await lockDelivery(work, orderId);
  if (delivery?.status !== status || delivery.driver_id === null) return null;
  const { driver_id, driver_name } = delivery;
  return { order_id: orderId, driver_id, driver_name: driver_name ?? driver_id };
}
