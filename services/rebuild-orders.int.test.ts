import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPool } from '#server/platform/db/index.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { discardReadSide, rebuildReadSide } from './orders/rebuild-read-side.ts';
import { createCustomer, pizza } from './sample-customer.ts';
import { type House, startHouse } from './sample-house.ts';

let house: House;
let customer: ReturnType<typeof createCustomer>;
let pool: ReturnType<typeof createPool>;
let orderIds: string[];
const spans = recordSpans();
const run = promisify(execFile);
const customerId = 'c-rebuilt';

/** Long enough for two snapshots and some events after the second. */
const changes = 55;

beforeAll(async () => {
  house = await startHouse();
  customer = createCustomer(house);
  pool = createPool({ url: house.environment().DATABASE_URL ?? '', schema: 'orders', applicationName: 'test' });
  const done = await customer.place({ ...pizza, customerId });
  const refused = await customer.place({ ...pizza, customerId, paymentToken: 'tok_refused' });
  await customer.heard(done.correlationId, ['order.completed']);
  await customer.heard(refused.correlationId, ['order.cancelled']);
  await house.stop('payments');
  const long = await customer.place({ ...pizza, customerId });
  for (let change = 1; change <= changes; change += 1)
    await customer.ask('orders', 'PATCH', `/orders/${long.orderId}`, { note: `change ${change}` });
  orderIds = [done, refused, long].map(({ orderId }) => orderId);
}, 120_000);
afterAll(async () => {
  await pool.end();
  await house.close();
  await spans.stop();
});

const list = async () => (await customer.ask('orders', 'GET', `/orders?customerId=${customerId}`)).body;
const read = async (orderId: string) => (await customer.ask('orders', 'GET', `/orders/${orderId}`)).body;
const rebuilt = async () => (await rebuildReadSide(pool)).differing;

describe('the read side of orders', () => {
  test('is as the events say, and so is the snapshot of a long order', async () => {
    const { rows } = await pool.query('select version from order_snapshot');
    expect(rows).toEqual([{ version: 50 }]);
    expect(await rebuildReadSide(pool)).toMatchObject({ orders: 3, differing: [] });
  });

  test('can be thrown away, while orders are read all the same, and comes again as it was', async () => {
    const [before, [, , long = '']] = [await list(), orderIds];
    await discardReadSide(pool);
    expect(await list()).toEqual({ items: [] });
    expect(await read(long)).toMatchObject({ note: `change ${changes}` });
    await customer.ask('orders', 'PATCH', `/orders/${long}`, { note: `change ${changes}` });
    expect((await rebuilt()).toSorted()).toEqual(orderIds.toSorted());
    expect(await list()).toEqual(before);
    expect(await rebuilt()).toEqual([]);
  });

  test.each([
    ['a view of another content', `update order_view set document = '{}' where order_id = $1`],
    ['a view of another version', 'update order_view set version = version - 1 where order_id = $1'],
    ['a view that is missing', 'delete from order_view where order_id = $1'],
    ['a snapshot that lies', `insert into order_snapshot values ($1, 1, 1, '{"status":"completed"}')`],
    ['a snapshot of the future', `update order_snapshot set version = 99, state = '{}' where order_id = $1`],
  ])('is corrected where it is not: %s', async (_, spoil) => {
    const before = await list();
    const [first = ''] = orderIds;
    await pool.query(spoil, [first]);
    expect(await rebuilt()).toEqual([first]);
    expect(await rebuilt()).toEqual([]);
    expect(await list()).toEqual(before);
  });

  test('loses what no event tells of', async () => {
    await pool.query(`insert into order_view values ('STRANGER', 1, 'c-1', now(), '{}')`);
    expect(await rebuilt()).toEqual(['STRANGER']);
  });
});

test('the command throws it away, makes it anew and says that it is equal', async () => {
  const command = join(import.meta.dirname, 'orders/rebuild.ts');
  const env = { ...process.env, ...house.environment() };
  const { stdout } = await run(process.execPath, [command, '--discard'], { env });
  expect(stdout).toMatch(
    /made anew from \d+ events of 3 orders\.\n3 orders, \d+ events: 3 are as their events say\.\n$/,
  );
});
