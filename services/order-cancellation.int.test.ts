import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#server/platform/random/index.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer } from './sample-customer.ts';
import { type House, startHouse } from './sample-house.ts';

let house: House;
let customer: ReturnType<typeof createCustomer>;
const spans = recordSpans();

beforeAll(async () => {
  house = await startHouse();
  customer = createCustomer(house);
});
afterAll(async () => {
  await house.close();
  await spans.stop();
});

/** Moments of an order at which a customer may have second thoughts. */
const moments = [
  'order.created',
  'payment.authorized',
  'order.confirmed',
  'restaurant.order_accepted',
  'payment.captured',
  'restaurant.order_ready',
  'driver.assigned',
  'delivery.picked_up',
  'delivery.delivered',
];
const orders = 27;
const meals = ['pizza-margherita', 'lasagne', 'tiramisu'];

const ledgerOf = async (orderId: string) => {
  const { body } = await customer.ask('payments', 'GET', `/payments/${orderId}`);
  const ledger: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'ledger') : null;
  return Array.isArray(ledger) ? ledger.map(({ entry }) => String(entry)).join(' ') : '';
};

async function cancelAt(moment: string, sku: string) {
  const placing = { customerId: 'c-fickle', restaurantId: 'trattoria-sole', items: [{ sku, quantity: 1 }] };
  const { orderId, correlationId } = await customer.place(placing);
  await customer.heard(correlationId, [moment]);
  const { status } = await customer.ask('orders', 'POST', `/orders/${orderId}/cancel`);
  return { orderId, correlationId, moment, status };
}

function mayAnswer(moment: string): number[] {
  if (moment.startsWith('delivery.')) return [409];
  const isEarly = ['order.created', 'payment.authorized', 'order.confirmed'].includes(moment);
  return isEarly ? [200] : [200, 409];
}

describe('customers who cancel at any moment', () => {
  test('get their money back and no food, or the food: never both, never neither', async () => {
    const random = createRandom(5);
    const plans = Array.from({ length: orders }, (_, index) => ({
      moment: moments[index % moments.length] ?? 'order.created',
      sku: random.oneOf(meals),
    }));
    const outcomes = await Promise.all(plans.map(({ moment, sku }) => cancelAt(moment, sku)));
    for (const { status, correlationId, moment } of outcomes) {
      expect(mayAnswer(moment)).toContain(status);
      await customer.heard(correlationId, [status === 200 ? 'order.cancelled' : 'order.completed']);
    }
    await eventually(
      async () => {
        const ledgers = await Promise.all(outcomes.map(({ orderId }) => ledgerOf(orderId)));
        return outcomes.every(({ status }, index) => {
          const fair = status === 200 ? ['', 'authorize release', 'authorize capture refund'] : ['authorize capture'];
          return fair.includes(ledgers[index] ?? '?');
        });
      },
      { timeoutMs: 30_000, what: 'the money to be where it belongs' },
    );
    for (const { status, correlationId } of outcomes) {
      const types = customer.typesOf(correlationId);
      const fetched = types.filter((type) => type === 'delivery.picked_up' || type === 'delivery.delivered');
      expect(fetched).toEqual(status === 200 ? [] : ['delivery.picked_up', 'delivery.delivered']);
      expect(types.filter((type) => type === 'order.cancelled' || type === 'order.completed')).toHaveLength(1);
    }
    const cancelled = outcomes.filter(({ status }) => status === 200).length;
    expect(cancelled).toBeGreaterThan(orders / 4);
    expect(cancelled).toBeLessThan(orders);
  }, 180_000);

  test('and the driver who was found for nothing is free again', async () => {
    await eventually(
      async () => {
        const { body } = await customer.ask('drivers', 'GET', '/drivers?busy=true');
        expect(body).toMatchObject({ items: expect.any(Array) });
        return JSON.stringify(body) === '{"items":[]}';
      },
      { timeoutMs: 30_000, what: 'all drivers to be free' },
    );
  });
});
