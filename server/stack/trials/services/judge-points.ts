import type { Evidence } from './evidence.ts';
import { firstOfEach } from './judge-log.ts';
import { twice } from './judge-orders.ts';

const centsAPoint = 100;

/** Whoever got and paid an order earned its points, once, and was told so once; nobody else earned any. */
export function judgePoints({ points, orders, customers, log }: Evidence): string[] {
  if (points === null) return [];
  const completed = new Set(orders.filter(({ type }) => type === 'order.completed').map(({ orderId }) => orderId));
  const due = new Map(
    customers
      .filter(({ orderId, totalCents }) => completed.has(orderId) && totalCents >= centsAPoint)
      .map(({ orderId, totalCents }) => [orderId, Math.floor(totalCents / centsAPoint)]),
  );
  const earned = new Map(points.map((one) => [one.orderId, one]));
  const told = firstOfEach(log)
    .filter(({ type }) => type === 'loyalty.points_earned')
    .map(({ data }) => String(data.order_id));
  return [
    ...[...due].flatMap(([orderId, should]) => {
      const has = earned.get(orderId);
      const isRight = has?.points === should && !has.takenBack && told.includes(orderId);
      return isRight ? [] : [`Order ${orderId}: it should earn ${should} points, and loyalty has ${has?.points ?? 0}.`];
    }),
    ...twice(told).map((orderId) => `Order ${orderId}: its points were told twice.`),
    ...[...new Set([...earned.keys(), ...told])]
      .filter((orderId) => !due.has(orderId))
      .map((orderId) => `Order ${orderId}: it earned points, and should not.`),
  ];
}
