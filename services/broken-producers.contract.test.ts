import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  brokenNeeds,
  openStage,
  type Publishing,
  type ToldEvent,
  tellOn,
  verifyEvents,
} from '#services/_kit/contracts/index.ts';
import type { ServiceDefinition } from '#services/_kit/index.ts';
import { ordersService } from './orders/orders-service.ts';
import { ordersPublishing } from './orders/sample-publishing.ts';
import { paymentsService } from './payments/payments-service.ts';
import { paymentsPublishing } from './payments/sample-publishing.ts';

/** The service as it is, but for a release that no longer tells the field `dropped` of any event's `data`. */
async function openBroken(definition: ServiceDefinition, publishing: Publishing) {
  let dropped = '';
  const spoil = (event: ToldEvent) => {
    const { [dropped]: _, ...data } = event.data;
    return { ...event, data };
  };
  const producer = definition.name;
  const stage = await openStage(definition, { ...publishing, spoil });
  return {
    close: () => stage.close(),
    async brokenWithout(field: string, consumer: string): Promise<string[]> {
      dropped = field;
      return brokenNeeds(await verifyEvents({ consumer, producer }, tellOn(stage, producer, publishing)));
    },
  };
}

type Broken = Awaited<ReturnType<typeof openBroken>>;

describe('a release of orders that drops a field', () => {
  let orders: Broken;
  beforeAll(async () => {
    orders = await openBroken(ordersService, ordersPublishing);
  });
  afterAll(() => orders?.close());

  test.each([
    ['restaurants', 'address', 'order.updated v1, a new address'],
    ['drivers', 'driver_id', 'order.updated v1, a driver may pick up'],
    ['notifications', 'restaurant_name', 'order.confirmed v1'],
    ['analytics', 'total_cents', 'order.created v2'],
  ])('fails with the name of %s, who needs its %s', async (consumer, field, event) => {
    expect(await orders.brokenWithout(field, consumer)).toContain(
      `${consumer} needs "${event}" of orders: data.${field} is missing (schemas/contracts/${consumer}-orders.json)`,
    );
  });

  test('is nothing to who never read it', async () => {
    expect(await orders.brokenWithout('address', 'payments')).toEqual([]);
  });
});

describe('a release of payments that drops a field', () => {
  let payments: Broken;
  beforeAll(async () => {
    payments = await openBroken(paymentsService, paymentsPublishing);
  });
  afterAll(() => payments?.close());

  test.each(['order_id', 'payment_id', 'reason', 'detail'])(
    'fails with the name of orders, who needs its %s',
    async (field) => {
      expect(await payments.brokenWithout(field, 'orders')).toContainEqual(
        expect.stringMatching(
          new RegExp(`^orders needs "payment\\.\\w+ v\\d" of payments: data\\.${field} is missing`),
        ),
      );
    },
  );
});
