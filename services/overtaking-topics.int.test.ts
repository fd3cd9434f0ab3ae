import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '#server/platform/db/index.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer } from './sample-customer.ts';
import { sampleEvent } from './sample-events.ts';
import { type House, startHouse } from './sample-house.ts';

let house: House;
let pool: ReturnType<typeof createPool>;
const spans = recordSpans();

beforeAll(async () => {
  house = await startHouse();
  pool = createPool({ url: house.environment().DATABASE_URL ?? '', schema: 'drivers', applicationName: 'test' });
});
afterAll(async () => {
  await pool.end();
  await house.close();
  await spans.stop();
});

const order_id = 'RACE-0001';
const street = (name: string) => ({ street: name, city: 'Berlin' });
const waiters = async (event: string, count: number) =>
  (
    await pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and wait_event = $1`,
      [event],
    )
  ).rowCount === count;
const holdBack = async () => {
  const client = await pool.connect();
  await client.query('begin');
  await client.query('set local idle_in_transaction_session_timeout = 0');
  return client;
};
const eventIdOf = ({ headers }: ReturnType<typeof sampleEvent>) => headers.event_id;
const isThere = async (sql: string) => (await pool.query(sql)).rowCount === 1;

test('a new address that is heard in the very moment when the food is ready is not lost', async () => {
  const ready = sampleEvent('restaurant.order_ready', order_id, {
    order_id,
    customer_id: 'c-1',
    restaurant_id: 'trattoria-sole',
    restaurant_name: 'Trattoria Sole',
    pickup: street('Kastanienallee 40'),
    dropoff: street('Lindenweg 12'),
  });
  const moved = sampleEvent('order.updated', order_id, {
    order_id,
    customer_id: 'c-1',
    status: 'confirmed',
    changed: ['address'],
    address: street('Uferweg 1'),
  });
  // The delivery is written and cannot be committed: its timer stands in a transaction of ours; the inbox holds the move.
  const [ofDelivery, ofMove] = [await holdBack(), await holdBack()];
  try {
    await house.stop('drivers');
    await ofDelivery.query(
      `insert into timer (aggregate_id, kind, due_at, correlation_id, trace) values ($1, 'assign', now(), 'x', '{}')`,
      [order_id],
    );
    await ofMove.query('insert into inbox values ($1, $2, $3, 0, 0)', [house.topic('drivers'), eventIdOf(moved), 'x']);
    // Both at once, so that one fetch brings both.
    await house.broker.send(house.topic('restaurant-events'), [ready]);
    await house.broker.send(house.topic('order-events'), [moved]);
    await house.start('drivers');
    await eventually(() => waiters('transactionid', 2), { timeoutMs: 45_000, what: 'both in the midst' });
    await ofMove.query('rollback');
    const isHeard = () => isThere(`select from new_address where order_id = '${order_id}'`);
    await eventually(async () => (await isHeard()) || (await waiters('advisory', 1)), {
      timeoutMs: 45_000,
      what: 'the new address, or its wait',
    });
  } finally {
    // Ends the transactions too.
    for (const client of [ofDelivery, ofMove]) client.release(true);
  }

  const isBrought = `select from delivery join new_address using (order_id) where order_id = '${order_id}'`;
  await eventually(() => isThere(isBrought), { timeoutMs: 30_000, what: 'both' });
  const { rows } = await pool.query(`select dropoff from delivery where order_id = '${order_id}'`);
  expect(rows).toEqual([{ dropoff: street('Uferweg 1') }]);
});

test('of a driver who may pick up and a customer who cancels in the same moment, one wins', async () => {
  const customer = createCustomer(house);
  await house.stop('drivers');
  const { orderId, correlationId } = await customer.place();
  await customer.heard(correlationId, ['payment.captured', 'restaurant.order_ready']);
  const found = sampleEvent('driver.assigned', orderId, {
    order_id: orderId,
    driver_id: 'd-1',
    driver_name: 'Noor',
    restaurant_id: 'trattoria-sole',
    ready_at: new Date().toISOString(),
  });
  const ofOrder = await holdBack();
  let cancelling: ReturnType<typeof customer.ask> | undefined;
  try {
    await ofOrder.query('select from orders.order_event where order_id = $1 and version = 1 for update', [orderId]);
    await house.broker.send(house.topic('driver-events'), [found]);
    cancelling = customer.ask('orders', 'POST', `/orders/${orderId}/cancel`);
    const bothWait = async () => (await waiters('transactionid', 1)) && (await waiters('tuple', 1));
    await eventually(bothWait, { timeoutMs: 45_000, what: 'both to wait for the order' });
  } finally {
    ofOrder.release(true);
  }
  const answer = await cancelling;
  const isCancelled = answer?.status === 200;
  const permissions = () =>
    customer.eventsOf(correlationId).filter(({ event_type, data }) => event_type === 'order.updated' && data.driver_id);
  const isTold = () => permissions().length > 0 || customer.typesOf(correlationId).includes('order.cancelled');
  await eventually(isTold, { timeoutMs: 30_000, what: 'the outcome' });
  expect([200, 409]).toContain(answer?.status);
  const cancellations = customer.typesOf(correlationId).filter((type) => type === 'order.cancelled');
  expect([cancellations.length, permissions().length]).toEqual(isCancelled ? [1, 0] : [0, 1]);
});

test('a cancellation that is heard before its order leaves no money held', async () => {
  const id = 'RACE-0009';
  const order = { order_id: id, customer_id: 'c-1', restaurant_id: 'sole', total_cents: 900, currency: 'EUR' } as const;
  const cancelled = sampleEvent('order.cancelled', id, {
    ...order,
    reason: 'customer_request',
    detail: 'The customer cancelled the order.',
  });
  const created = sampleEvent('order.created', id, {
    ...order,
    restaurant_name: 'Trattoria Sole',
    items: [{ sku: 'pizza', name: 'Pizza', quantity: 1, unit_price_cents: 900 }],
    address: street('Lindenweg 1'),
    payment_token: 'tok_visa',
    channel: 'app',
    quoted_from: 'restaurants',
  });
  await house.broker.send(house.topic('order-events'), [cancelled, created]);
  const heard = `select from payments.inbox where event_id::text = '${eventIdOf(created)}'`;
  await eventually(() => isThere(heard), { timeoutMs: 45_000, what: 'the order to be heard' });
  const isAsked = `select from payments.timer where aggregate_id = '${id}'`;
  await eventually(async () => !(await isThere(isAsked)), { timeoutMs: 45_000, what: 'the bank to be left alone' });
  expect(await isThere(`select from payments.payment where order_id = '${id}' and status = 'voided'`)).toBe(true);
  expect(await isThere(`select from payments.ledger where order_id = '${id}'`)).toBe(false);
});
