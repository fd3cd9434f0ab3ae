import type { Evidence } from './evidence.ts';
import { firstOfEach } from './judge-log.ts';
import { twice } from './judge-orders.ts';

/** What analytics counts is what happened. */
export function judgeFigures({ orders, orderFigures, deliveryFigures, log, customers }: Evidence): string[] {
  const figures = new Map(orderFigures.map((figure) => [figure.orderId, figure]));
  const ends = new Map(orders.map(({ orderId, type }) => [orderId, type]));
  const events = firstOfEach(log);
  const placesOf = (type: string) => events.filter((event) => event.type === type).map(({ key }) => key);
  const fetched = new Set(placesOf('delivery.picked_up'));
  const failed = placesOf('delivery.failed').filter((orderId) => fetched.has(orderId));
  const ended = deliveryFigures.filter((figure) => figure.ended).map(({ orderId }) => orderId);
  return [
    ...customers.flatMap(({ orderId, totalCents }) => {
      const figure = figures.get(orderId);
      const isRight = `order.${figure?.outcome}` === ends.get(orderId) && figure?.totalCents === totalCents;
      return isRight ? [] : [`Order ${orderId}: analytics has it as ${figure?.outcome ?? 'unknown'}.`];
    }),
    ...sameOrders('a measured order', placesOf('analytics.order_measured'), [...ends.keys()]),
    ...sameOrders('a measured delivery', placesOf('analytics.delivery_measured'), [
      ...placesOf('delivery.delivered'),
      ...failed,
    ]),
    ...sameOrders('a delivery in the figures', ended, placesOf('delivery.delivered')),
  ];
}

function sameOrders(what: string, found: string[], expected: string[]): string[] {
  const [has, should] = [new Set(found), new Set(expected)];
  return [
    ...twice(found).map((orderId) => `Order ${orderId}: analytics has ${what} twice.`),
    ...[...should].filter((id) => !has.has(id)).map((orderId) => `Order ${orderId}: analytics lacks ${what}.`),
    ...[...has].filter((id) => !should.has(id)).map((orderId) => `Order ${orderId}: analytics made up ${what}.`),
  ];
}
