import { type ServiceContext, stepMs, type Work } from '#services/_kit/index.ts';
import { type Delivery, moveDelivery } from './delivery-store.ts';

const ridingTakesMs = [9_000, 30_000] as const;

/** The driver takes the food and rides. */
export async function bringFood({ settings }: ServiceContext, work: Work, delivery: Delivery): Promise<void> {
  const { order_id } = delivery;
  await work.stopTimers(order_id);
  await moveDelivery(work, order_id, 'picked_up');
  work.publish('delivery.picked_up', order_id, { order_id, ...driverOf(delivery) });
  work.startTimer('deliver', order_id, stepMs(settings.pace, 'deliver', order_id, ridingTakesMs));
}

/** Who brings it. Throws for a delivery that nobody has. */
export function driverOf({ order_id, driver_id, driver_name }: Delivery) {
  if (driver_id === null) throw new Error(`nobody has the delivery of ${order_id}`);
  return { driver_id, driver_name: driver_name ?? driver_id };
}
