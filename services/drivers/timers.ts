import { orderDeadlines } from '#schemas/process-deadlines.ts';
import { type ServiceContext, stepMs, type TimerHandlers, type Work } from '#services/_kit/index.ts';
import { bringFood, driverOf } from './bring-food.ts';
import { assignDriver, type Delivery, freeDriver, lockDelivery, moveDelivery, noteDelivery } from './delivery-store.ts';
import { failDelivery } from './fail-delivery.ts';

const reachingTakesMs = [4_000, 12_000] as const;
const lookAgainMs = 3_000;
/** How long nothing may be heard of a driver who has food. */
const missedAfterMs = 45_000;
/** Addresses that begin like this are nowhere: trouble on demand. */
const nowhere = /^nowhere\b/i;

export function driverTimers(context: ServiceContext): TimerHandlers {
  const { pace, deadlinePace = pace } = context.settings;
  const on = (status: Delivery['status'], step: (work: Work, delivery: Delivery) => Promise<void>) => {
    return async (orderId: string, work: Work) => {
      const delivery = await lockDelivery(work, orderId);
      if (delivery?.status === status) await step(work, delivery);
    };
  };
  return {
    assign: on('waiting', (work, delivery) => findDriver(context, work, delivery)),
    pick_up: on('assigned', async (work, delivery) => {
      const { order_id, allowed } = delivery;
      if (allowed) return await bringFood(context, work, delivery);
      await noteDelivery(work, order_id, 'arrived');
      // Orders has long given up by then: this frees a driver for whom its word was lost on the way.
      work.startTimer('wait', order_id, orderDeadlines.permissionMs * deadlinePace);
    }),
    wait: on('assigned', (work, delivery) => failDelivery(work, delivery, 'no_driver')),
    deliver: on('picked_up', async (work, delivery) => {
      const { order_id, dropoff } = delivery;
      const { faults } = context;
      if (faults.strikes('lost', order_id)) return work.startTimer('miss', order_id, pace * missedAfterMs);
      if (faults.strikes('absent', order_id)) return await failDelivery(work, delivery, 'customer_absent');
      if (nowhere.test(dropoff?.street ?? '')) return await failDelivery(work, delivery, 'address_not_found');
      await handOver(work, delivery);
    }),
    miss: on('picked_up', (work, delivery) => failDelivery(work, delivery, 'driver_lost')),
  };
}

/** Looks for somebody who is free, again and again until the deadline. */
async function findDriver({ settings, faults, logger }: ServiceContext, work: Work, delivery: Delivery) {
  const { order_id, restaurant_id, ready_at } = delivery;
  const { pace, deadlinePace = pace } = settings;
  const driver = faults.strikes('none', order_id) ? null : await assignDriver(work, order_id);
  if (driver) {
    const facts = { order_id, driver_id: driver.id, driver_name: driver.name, restaurant_id };
    work.publish('driver.assigned', order_id, { ...facts, ready_at: ready_at.toISOString() });
    work.startTimer('pick_up', order_id, stepMs(pace, 'pick_up', order_id, reachingTakesMs));
    return;
  }
  const leftMs = ready_at.getTime() + orderDeadlines.driverFoundMs * deadlinePace - work.now.getTime();
  if (leftMs <= 0) return await failDelivery(work, delivery, 'no_driver');
  logger.info({ order_id }, 'no driver is free: looking again');
  work.startTimer('assign', order_id, Math.min(pace * lookAgainMs, leftMs));
}

async function handOver(work: Work, delivery: Delivery): Promise<void> {
  const { order_id } = delivery;
  await moveDelivery(work, order_id, 'delivered');
  await freeDriver(work, order_id);
  const delivered_at = work.now.toISOString();
  work.publish('delivery.delivered', order_id, { order_id, ...driverOf(delivery), delivered_at });
}
