import { Matchers } from '@pact-foundation/pact';
import { expect } from 'vitest';
import { describeCalls, describeConsumer, type Stage } from '#services/_kit/contracts/index.ts';
import { askPosition } from './ask-position.ts';
import { ordersService } from './orders-service.ts';
import { requestQuote } from './request-quote.ts';
import { cooked, onTheWay, orderAfter, toldUpdate } from './sample-publishing.ts';

const after: (...path: Parameters<typeof orderAfter>) => Promise<{ order_id: string }> = async (...path) => ({
  order_id: await orderAfter(...path),
});
const toldCancelled = (reason: string) => (stage: Stage, id: string) =>
  stage.told('order.cancelled', id, ({ data }) => data.reason === reason);

const { eachLike, integer, number, string } = Matchers;
const contentType = 'application/problem+json';
const items = [{ sku: 'pizza-margherita', quantity: 2 }];

describeCalls({ consumer: 'orders', producer: 'restaurants' }, [
  {
    name: 'a quote of what is on the menu',
    request: { method: 'POST', path: '/restaurants/trattoria-sole/quote', body: { items } },
    answer: {
      status: 200,
      body: {
        restaurantId: string('trattoria-sole'),
        restaurantName: string('Trattoria Sole'),
        items: eachLike({
          sku: string('pizza-margherita'),
          name: string('Pizza Margherita'),
          quantity: integer(2),
          unitPriceCents: integer(950),
        }),
        totalCents: integer(1900),
        currency: 'EUR',
      },
    },
    uses: async (url) => expect((await requestQuote(url, 'trattoria-sole', items)).totalCents).toBe(1900),
  },
  {
    name: 'a quote of what nobody offers',
    request: { method: 'POST', path: '/restaurants/lotus-garden/quote', body: { items } },
    answer: { status: 422, contentType, body: { detail: string('Lotus Garden does not offer pizza-margherita.') } },
    uses: (url) => expect(requestQuote(url, 'lotus-garden', items)).rejects.toThrow(/does not offer/),
  },
  {
    name: 'a quote of a restaurant that is not there',
    request: { method: 'POST', path: '/restaurants/nowhere/quote', body: { items } },
    answer: { status: 404, contentType, body: { detail: string('There is no restaurant nowhere.') } },
    uses: (url) => expect(requestQuote(url, 'nowhere', items)).rejects.toThrow(/no restaurant/),
  },
]);

describeCalls({ consumer: 'orders', producer: 'drivers' }, [
  {
    name: 'where a driver is',
    request: { method: 'GET', path: '/drivers/d-017' },
    answer: {
      status: 200,
      body: { latitude: number(52.5381), longitude: number(13.4094), positionAt: string('2026-11-24T12:04:40.000Z') },
    },
    uses: async (url) => expect(await askPosition(url, 'd-017')).toMatchObject({ latitude: 52.5381 }),
  },
  {
    name: 'where a driver is who is not there',
    request: { method: 'GET', path: '/drivers/nobody' },
    answer: { status: 404, contentType, body: { detail: string('There is no driver nobody.') } },
    uses: async (url) => expect(await askPosition(url, 'nobody')).toBeNull(),
  },
]);

// Its orders are quoted by the pact above.
describeConsumer(
  ordersService,
  {
    'menu.updated': [
      {
        needs: [
          'dishes[].available',
          'dishes[].name',
          'dishes[].price_cents',
          'dishes[].sku',
          'restaurant_id',
          'restaurant_name',
          'revision',
        ],
        causes: (stage) => stage.finds("select 1 from menu_copy where restaurant_id = 'trattoria-sole'"),
      },
    ],
    'restaurant.availability_changed': [
      {
        needs: ['open', 'reason', 'restaurant_id', 'restaurant_name', 'revision'],
        example: { open: true, reason: 'opened' },
        causes: (stage) => stage.finds('select 1 from menu_copy where availability_revision > 0'),
      },
    ],
    'driver.position_changed': [
      {
        needs: ['driver_id', 'latitude', 'longitude', 'recorded_at'],
        causes: (stage) => stage.finds("select 1 from driver_position where driver_id = 'd-017'"),
      },
    ],
    'payment.authorized': [
      {
        needs: ['order_id', 'payment_id'],
        given: (stage) => after(stage),
        causes: (stage, id) => stage.told('order.confirmed', id),
      },
    ],
    'payment.captured': [
      {
        needs: ['order_id', 'payment_id'],
        given: (stage) => after(stage, 'payment.authorized', 'restaurant.order_accepted', 'driver.assigned'),
        causes: (stage, id) => toldUpdate(stage, id, 'driver_id'),
      },
    ],
    'payment.failed': [
      {
        needs: ['detail', 'order_id', 'reason'],
        given: (stage) => after(stage),
        causes: toldCancelled('payment_failed'),
      },
    ],
    'restaurant.order_accepted': [
      {
        needs: ['order_id'],
        given: (stage) => after(stage, 'payment.authorized'),
        causes: (stage, id) => toldUpdate(stage, id, 'status', 'preparing'),
      },
    ],
    'restaurant.order_rejected': [
      {
        needs: ['detail', 'order_id'],
        given: (stage) => after(stage, 'payment.authorized'),
        causes: toldCancelled('restaurant_rejected'),
      },
    ],
    'restaurant.order_ready': [
      {
        needs: ['order_id'],
        given: (stage) => after(stage, 'payment.authorized', 'restaurant.order_accepted'),
        causes: (stage, id) => toldUpdate(stage, id, 'status', 'ready'),
      },
    ],
    'driver.assigned': [
      {
        needs: ['driver_id', 'driver_name', 'order_id'],
        given: (stage) => after(stage, ...cooked),
        causes: (stage, id) => toldUpdate(stage, id, 'driver_id'),
      },
    ],
    'delivery.picked_up': [
      {
        needs: ['order_id'],
        given: (stage) => after(stage, ...cooked, 'driver.assigned'),
        causes: (stage, id) => toldUpdate(stage, id, 'status', 'on_the_way'),
      },
    ],
    'delivery.delivered': [
      {
        needs: ['delivered_at', 'order_id'],
        given: (stage) => after(stage, ...onTheWay),
        causes: (stage, id) => stage.told('order.completed', id),
      },
    ],
    'delivery.failed': [
      {
        needs: ['detail', 'order_id', 'reason'],
        given: (stage) => after(stage, ...onTheWay),
        causes: toldCancelled('delivery_failed'),
      },
    ],
  },
  { others: { RESTAURANTS_URL: 'orders-restaurants.rest' } },
);
