import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '#server/platform/db/index.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer } from './sample-customer.ts';
import { type House, startHouse } from './sample-house.ts';

let house: House;
let customer: ReturnType<typeof createCustomer>;
let port: number;
const children: ChildProcess[] = [];
/** How far the first order of each round has come when the blow falls. */
const steps = ['payment.authorized', 'payment.captured'];
const spans = recordSpans();

beforeAll(async () => {
  house = await startHouse();
  customer = createCustomer(house);
  await house.stop('payments');
  port = await freePort();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await house.close();
  await spans.stop();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

function startPayments(environment = house.environment()): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'payments/main.ts')], {
    env: { ...process.env, ...environment, PAYMENTS_PORT: String(port), LOG_LEVEL: 'silent', OTLP_PORT: '1' },
    stdio: 'ignore',
  });
  children.push(child);
  return child;
}

const answers = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
const ready = () =>
  eventually(async () => (await answers('/readyz')).ok, { timeoutMs: 60_000, what: 'payments to be ready' });

test('a service starts before its database and says so; SIGTERM ends it cleanly', async () => {
  const child = startPayments({ ...house.environment(), DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  const early = await eventually(() => answers('/readyz'), { timeoutMs: 30_000, what: 'an answer' });
  expect(early.status).toBe(503);
  expect(early.headers.get('keep-alive')).toBe('timeout=75');
  expect(await early.json()).toMatchObject({
    ready: false,
    parts: [{ name: 'database', ok: false }, { name: 'writing' }, { name: 'broker', ok: false }],
  });
  expect((await answers('/healthz')).status).toBe(200);
  expect((await answers('/payments/x')).status).toBe(503);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});

test('killed again and again in the midst of work, a service loses nothing and does nothing twice', async () => {
  const orders: { orderId: string; correlationId: string }[] = [];
  for (let round = 0; round < steps.length; round += 1) {
    const child = startPayments();
    await ready();
    const placed = await Promise.all(Array.from({ length: 4 }, () => customer.place()));
    orders.push(...placed);
    const step = steps[round] ?? 'order.created';
    await customer.heard(placed[0]?.correlationId ?? '', [step]);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const last = startPayments();
  await ready();
  for (const { correlationId } of orders) await customer.heard(correlationId, ['payment.captured', 'order.completed']);
  for (const { orderId, correlationId } of orders) {
    const payment = await (await answers(`/payments/${orderId}`)).json();
    expect(payment).toMatchObject({ status: 'captured', ledger: [{ entry: 'authorize' }, { entry: 'capture' }] });
    // An event may be published twice around a crash, never under two ids.
    const captured = customer.eventsOf(correlationId).filter(({ event_type }) => event_type === 'payment.captured');
    expect(new Set(captured.map(({ event_id }) => event_id)).size).toBe(1);
  }
  // Those killed before were dismissed from the group: it did not wait until their sessions were over.
  const url = house.environment().DATABASE_URL ?? '';
  const pool = createPool({ url, schema: 'payments', applicationName: 'test' });
  const isAlone = async () => (await pool.query('select from presence')).rowCount === 1;
  await eventually(isAlone, { what: 'one member to be left' }).finally(() => pool.end());
  last.kill('SIGTERM');
  const [code] = await once(last, 'exit');
  expect(code).toBe(0);
}, 300_000);
