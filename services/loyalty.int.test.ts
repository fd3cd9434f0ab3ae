import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemDetails } from '#schemas/api/common.ts';
import { readiness } from '#schemas/api/health.ts';
import { recordSpans } from '#server/platform/telemetry/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { createCustomer, pizza } from './sample-customer.ts';
import { type House, startHouse } from './sample-house.ts';

/** Of an environment with the packages of services/loyalty; without one there is nothing to test. */
const python = process.env.TEST_PYTHON;

describe.runIf(python)('loyalty beside the services in TypeScript', () => {
  let house: House;
  let customer: ReturnType<typeof createCustomer>;
  let child: ChildProcess;
  let url: string;
  const spans = recordSpans();

  beforeAll(async () => {
    house = await startHouse();
    customer = createCustomer(house);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const env = { ...process.env, ...house.environment(), LOYALTY_PORT: String(port), LOG_LEVEL: 'warn' };
    child = spawn(python ?? '', [join(import.meta.dirname, 'loyalty/main.py')], { env, stdio: 'inherit' });
    await eventually(async () => (await fetch(`${url}/readyz`)).ok, { timeoutMs: 45_000, what: 'loyalty' });
  }, 90_000);
  afterAll(async () => {
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    await house.close();
    await spans.stop();
    expect(code).toBe(0);
  });

  test('gives no points for an order that is refused, and says so as the others do', async () => {
    const refused = { ...pizza, customerId: 'c-refused', paymentToken: 'tok_refused' };
    const { correlationId } = await customer.place(refused);
    await customer.heard(correlationId, ['order.cancelled']);
    const answer = await fetch(`${url}/customers/c-refused/points`);
    expect(answer.status).toBe(404);
    expect(problemDetails.parse(await answer.json())).toMatchObject({ code: 'not_found' });
  });

  test('gives the points of an order that the others bring to the door, told as one flow', async () => {
    const { correlationId, totalCents } = await customer.place({ ...pizza, customerId: 'c-points' });
    await customer.heard(correlationId, ['loyalty.points_earned']);
    const told = customer.eventsOf(correlationId).find(({ event_type }) => event_type === 'loyalty.points_earned');
    const points = Math.floor(totalCents / 100);
    expect(told).toMatchObject({ source_service: 'loyalty', data: { customer_id: 'c-points', points } });
    const answer = await (await fetch(`${url}/customers/c-points/points`)).json();
    expect(answer).toMatchObject({ customerId: 'c-points', balance: points, items: [{ points }] });
  });

  test('has the doors that every service has', async () => {
    expect(readiness.parse(await (await fetch(`${url}/readyz`)).json()).ready).toBe(true);
    expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ openapi: '3.1.0' });
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/nibble_events_handled_total\{.*payment.captured/);
    const answer = await fetch(`${url}/nothing`, { headers: { 'x-correlation-id': 'flow-1' } });
    expect(problemDetails.parse(await answer.json())).toMatchObject({ status: 404 });
    expect(answer.headers.get('x-correlation-id')).toBe('flow-1');
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
