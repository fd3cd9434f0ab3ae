import type { CustomerWord, Evidence } from './evidence.ts';

const endedTickets = new Set(['rejected', 'ready', 'cancelled']);
const endedDeliveries = new Set(['delivered', 'failed', 'cancelled']);

/** Kitchens and drivers are done with every order, and the food went where the customer wanted it. */
export function judgeWork({ tickets, deliveries, busyDrivers, customers, orders }: Evidence): string[] {
  const completed = new Set(orders.filter(({ type }) => type === 'order.completed').map(({ orderId }) => orderId));
  const movedTo = new Map(customers.map(({ orderId, movedTo: street }: CustomerWord) => [orderId, street]));
  const delivered = new Set(deliveries.filter(({ status }) => status === 'delivered').map(({ orderId }) => orderId));
  return [
    ...busyDrivers.map(({ driverId, orderId }) => `Order ${orderId}: the driver ${driverId} is still busy with it.`),
    ...tickets
      .filter(({ status }) => !endedTickets.has(status))
      .map(({ orderId, status }) => `Order ${orderId}: its kitchen still has it as ${status}.`),
    ...deliveries
      .filter(({ status }) => !endedDeliveries.has(status))
      .map(({ orderId, status }) => `Order ${orderId}: its delivery is still ${status}.`),
    ...[...completed]
      .filter((orderId) => !delivered.has(orderId))
      .map((orderId) => `Order ${orderId}: it is completed, and no delivery was.`),
    ...deliveries
      .filter(({ orderId, status, street }) => status === 'delivered' && (movedTo.get(orderId) ?? street) !== street)
      .map(({ orderId, street }) => `Order ${orderId}: it was brought to ${street} and not where it should go.`),
  ];
}
