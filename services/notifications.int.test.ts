import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { EventData } from '#schemas/event-catalog.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { readChannel } from './notifications/channel-settings.ts';
import { createNotificationsService } from './notifications/notifications-service.ts';
import { createCustomer } from './sample-customer.ts';
import { sampleEvent } from './sample-events.ts';
import { type House, startHouse } from './sample-house.ts';
import { createMailServer, type MailServer } from './sample-mail-server.ts';

let house: House;
let mail: MailServer;
let customer: ReturnType<typeof createCustomer>;
const spans = recordSpans();

beforeAll(async () => {
  mail = await createMailServer();
  const notifications = createNotificationsService(await readChannel({ NIBBLE_SMTP_URL: mail.url }));
  house = await startHouse({ only: ['notifications'], instead: { notifications } });
  customer = createCustomer(house);
});
afterAll(async () => {
  await house.close();
  await mail.stop();
  await spans.stop();
});

const rowsSchema = z.object({
  items: z.array(
    z.object({
      template: z.string(),
      recipient: z.object({ id: z.string() }),
      sentAt: z.string().nullable(),
      failure: z.string().nullable(),
      attempts: z.int(),
    }),
  ),
});
const ledgerOf = async (orderId: string) => {
  const { body } = await customer.ask('notifications', 'GET', `/notifications?orderId=${orderId}`);
  return rowsSchema.parse(body).items;
};
const flow = (orderId: string) => `flow of ${orderId}`;
const count = (orderId: string, type: string) => customer.typesOf(flow(orderId)).filter((one) => one === type).length;
const told = async (orderId: string, type: string, times = 1) =>
  await eventually(() => count(orderId, type) >= times, { timeoutMs: 45_000, what: `${times} ${type} of ${orderId}` });
const mailsOf = (notificationId: string) => mail.mails.filter((text) => text.includes(notificationId));
const messageIdsOf = (notificationId: string) =>
  mailsOf(notificationId).map((text) => /^message-id: (.*)$/im.exec(text)?.[1]?.trim());
const orderIdOf = () => randomUUID().slice(0, 8);

/** Asks for one notice; returns its id and that of its order. */
const ask = async (recipientId = 'c-1') => {
  const [notification_id, order_id] = [randomUUID(), orderIdOf()];
  const data: EventData['notification.requested'] = {
    notification_id,
    order_id,
    recipient: { kind: 'customer', id: recipientId },
    channel: 'push',
    template: 'order_completed',
    text: 'It is at the door.',
  };
  const request = sampleEvent('notification.requested', order_id, data);
  await house.broker.send(house.topic('notification-events'), [request]);
  return { notification_id, order_id };
};
const news = async <Type extends keyof EventData>(type: Type, orderId: string, data: EventData[Type]) =>
  await house.broker.send(house.topic('order-events'), [sampleEvent(type, orderId, data)]);

describe('a notice', () => {
  test('to an address that the server refuses is given up at once and told as failed', async () => {
    const { notification_id, order_id } = await ask('gone-1');
    await told(order_id, 'notification.failed');
    const failed = customer.eventsOf(flow(order_id)).find(({ event_type }) => event_type === 'notification.failed');
    expect(failed?.data).toMatchObject({ notification_id, reason: 'address_refused', attempts: 1 });
    expect(String(failed?.data.detail)).toContain('no such mailbox');
    expect(await ledgerOf(order_id)).toMatchObject([{ sentAt: null, failure: 'address_refused', attempts: 1 }]);
  });

  test('waits while the server is away, with others, and goes out once when it is back', async () => {
    await mail.stop();
    const asked = await Promise.all([ask(), ask()]);
    for (const { order_id } of asked) {
      await eventually(async () => ((await ledgerOf(order_id))[0]?.attempts ?? 0) >= 3, {
        timeoutMs: 30_000,
        what: 'three tries',
      });
      expect(count(order_id, 'notification.failed') + count(order_id, 'notification.sent')).toBe(0);
    }
    await mail.start();
    for (const { order_id, notification_id } of asked) {
      await told(order_id, 'notification.sent');
      expect(mailsOf(notification_id)).toHaveLength(1);
    }
  });

  test('of which it is not known whether it went out goes out again, under the same Message-ID, and is told once', async () => {
    mail.forgetToAnswer();
    const { notification_id, order_id } = await ask();
    await told(order_id, 'notification.sent');
    expect(messageIdsOf(notification_id)).toEqual(Array(2).fill(`<${notification_id}@nibble.example>`));
    expect(count(order_id, 'notification.sent')).toBe(1);
  });

  test('is given up when the channel is away for longer than the deadline', async () => {
    await house.stop('notifications');
    await house.start('notifications', 0.02, 0.001);
    await customer.ask('notifications', 'PUT', '/faults/channel-down', {});
    const { order_id } = await ask();
    await told(order_id, 'notification.failed');
    expect(await ledgerOf(order_id)).toMatchObject([{ sentAt: null, failure: 'channel_unavailable' }]);
    await customer.ask('notifications', 'DELETE', '/faults/channel-down');
    await house.stop('notifications');
    await house.start('notifications');
  });

  test('that waits when the service stops goes out when it is back', async () => {
    await mail.stop();
    const { notification_id, order_id } = await ask();
    await eventually(async () => (await ledgerOf(order_id)).length === 1, { what: 'the request' });
    await house.stop('notifications');
    await mail.start();
    await house.start('notifications');
    await told(order_id, 'notification.sent');
    expect(mailsOf(notification_id)).toHaveLength(1);
  });
});

test('customer, kitchen and driver are told what concerns them, also when it comes to nothing', async () => {
  const order_id = orderIdOf();
  const who = { order_id, customer_id: 'c-1' };
  const at = { restaurant_id: 'sole', total_cents: 950, currency: 'EUR' } as const;
  await news('order.confirmed', order_id, {
    ...who,
    ...at,
    restaurant_name: 'Sole',
    items: [{ sku: 'pizza', name: 'Pizza', quantity: 2, unit_price_cents: 475 }],
    address: { street: 'Lindenweg 12', city: 'Berlin' },
    payment_id: randomUUID(),
  });
  await news('order.updated', order_id, { ...who, status: 'ready', changed: ['driver_id'], driver_id: 'd-1' });
  await news('order.cancelled', order_id, { ...who, ...at, reason: 'no_driver', detail: 'So it is.' });
  await told(order_id, 'notification.sent', 6);
  const faces = (await ledgerOf(order_id)).map(({ template, recipient }) => `${template} to ${recipient.id}`);
  expect(faces.toSorted()).toEqual([
    'delivery_withdrawn to d-1',
    'new_delivery to d-1',
    'new_order to sole',
    'order_cancelled to c-1',
    'order_confirmed to c-1',
    'order_withdrawn to sole',
  ]);
  const kitchen = mail.mails.find(
    (text) => text.includes('sole@restaurants.nibble.example') && text.includes(order_id),
  );
  expect(kitchen).toContain('Pizza');
});

test('a process that is killed while it sends: another sends it under the same Message-ID, and tells it once', async () => {
  await house.stop('notifications');
  const environment = { ...process.env, ...house.environment(), NIBBLE_SMTP_URL: mail.url, LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'notifications/main.ts')], {
    env: { ...environment, NOTIFICATIONS_PORT: String(await freePort()), OTLP_PORT: '1' },
    stdio: 'ignore',
  });
  try {
    mail.forgetToAnswer();
    const { notification_id, order_id } = await ask();
    await eventually(() => mailsOf(notification_id).length === 1, { timeoutMs: 45_000, what: 'the mail' });
    child.kill('SIGKILL');
    await house.start('notifications');
    await told(order_id, 'notification.sent');
    expect(messageIdsOf(notification_id)).toEqual(Array(2).fill(`<${notification_id}@nibble.example>`));
    expect(count(order_id, 'notification.sent')).toBe(1);
  } finally {
    child.kill('SIGKILL');
  }
}, 120_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
