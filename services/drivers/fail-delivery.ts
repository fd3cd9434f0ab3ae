import type { EventData } from '#schemas/event-catalog.ts';
import type { Work } from '#services/_kit/index.ts';
import { driverOf } from './bring-food.ts';
import { type Delivery, freeDriver, moveDelivery } from './delivery-store.ts';

type Reason = EventData['delivery.failed']['reason'];

/** Ends a delivery that does not reach the door: its driver is free again, orders gives the money back. */
export async function failDelivery(work: Work, delivery: Delivery, reason: Reason): Promise<void> {
  const { order_id, driver_id } = delivery;
  await moveDelivery(work, order_id, 'failed');
  await freeDriver(work, order_id);
  const who = driver_id === null ? {} : driverOf(delivery);
  const failed_at = work.now.toISOString();
  work.publish('delivery.failed', order_id, {
    order_id,
    ...who,
    reason,
    detail: wordsFor(reason, delivery),
    failed_at,
  });
}

function wordsFor(reason: Reason, { driver_name, dropoff }: Delivery): string {
  switch (reason) {
    case 'no_driver':
      return driver_name ? `${driver_name} could not pick it up in time.` : 'No driver was free in time.';
    case 'driver_lost':
      return `Nothing was heard of ${driver_name ?? 'the driver'} any more.`;
    case 'customer_absent':
      return 'Nobody opened the door.';
    case 'address_not_found':
      return `There is no ${dropoff?.street ?? 'such street'} to be found.`;
  }
}
