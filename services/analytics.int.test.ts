import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { EventData } from '#schemas/event-catalog.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer } from './sample-customer.ts';
import { sampleEvent } from './sample-events.ts';
import { type House, startHouse } from './sample-house.ts';

let house: House;
let customer: ReturnType<typeof createCustomer>;

beforeAll(async () => {
  house = await startHouse({ only: ['analytics'] });
  customer = createCustomer(house);
});
afterAll(async () => await house.close());

const figuresSchema = z.object({
  notices: z.object({ sent: z.int(), failed: z.int() }),
  pointsEarned: z.int(),
  failedDeliveries: z.int(),
  positions: z.int(),
  kilometres: z.number(),
});
const figures = async () => figuresSchema.parse((await customer.ask('analytics', 'GET', '/figures')).body);
const counted = async (isSo: (now: z.infer<typeof figuresSchema>) => boolean) =>
  await eventually(async () => isSo(await figures()), { timeoutMs: 30_000, what: 'the figures' });
const tell = async <Type extends keyof EventData>(type: Type, key: string, data: EventData[Type]) =>
  await house.broker.send(house.topic('driver-events'), [sampleEvent(type, key, data)]);
const driver = { driver_id: 'd-1', driver_name: 'Noor' };
const failed = (order_id: string, reason: EventData['delivery.failed']['reason']) =>
  tell('delivery.failed', order_id, { order_id, reason, detail: 'So it is.', failed_at: new Date().toISOString() });

test('a delivery that found nobody is counted and has no figures; one that failed on the way has', async () => {
  const [unfound, lost] = [randomUUID(), randomUUID()];
  await failed(unfound, 'no_driver');
  const assigned = { order_id: lost, ...driver, restaurant_id: 'sole', ready_at: new Date().toISOString() };
  await tell('driver.assigned', lost, assigned);
  await tell('delivery.picked_up', lost, { order_id: lost, ...driver });
  await failed(lost, 'driver_lost');
  await customer.heard(`flow of ${lost}`, ['analytics.delivery_measured']);
  await counted(({ failedDeliveries }) => failedDeliveries === 2);
  expect(customer.typesOf(`flow of ${unfound}`)).toEqual(['delivery.failed']);
});

test('a position that comes late is counted and moves nobody', async () => {
  const at = (latitude: number, second: number) =>
    tell('driver.location_updated', 'd-7', {
      driver_id: 'd-7',
      latitude,
      longitude: 13.4,
      recorded_at: `2026-11-28T12:00:0${second}.000Z`,
    });
  await at(52.5, 1);
  await at(52.51, 3);
  await at(50, 2);
  await at(52.52, 4);
  await counted(({ positions }) => positions === 4);
  expect((await figures()).kilometres).toBeCloseTo(2.22, 1);
});

test('what people were told is counted, and what could not be told apart from it', async () => {
  const order_id = randomUUID();
  const notice = {
    order_id,
    recipient: { kind: 'customer', id: 'c-1' },
    channel: 'push',
    template: 'order_completed',
  } as const;
  const id = () => ({ ...notice, notification_id: randomUUID() });
  const at = new Date().toISOString();
  const failure = { reason: 'address_refused', detail: 'no such mailbox', attempts: 1, failed_at: at } as const;
  await house.broker.send(house.topic('notification-events'), [
    sampleEvent('notification.sent', order_id, { ...id(), sent_at: at }),
    sampleEvent('notification.sent', order_id, { ...id(), sent_at: at }),
    sampleEvent('notification.failed', order_id, { ...id(), ...failure }),
  ]);
  const earned = { customer_id: 'c-1', order_id, points: 19, balance: 19 };
  await house.broker.send(house.topic('loyalty-events'), [sampleEvent('loyalty.points_earned', 'c-1', earned)]);
  await counted(({ notices, pointsEarned }) => notices.sent + notices.failed === 3 && pointsEarned === 19);
  expect((await figures()).notices).toEqual({ sent: 2, failed: 1 });
});
