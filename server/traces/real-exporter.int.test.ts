import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listRequests } from './list-requests.ts';
import { createSampleReceiver, type SampleReceiver } from './sample-receiver.ts';

const run = promisify(execFile);
const sender = fileURLToPath(new URL('./sample-sender.ts', import.meta.url));

let tested: SampleReceiver;
beforeAll(async () => {
  tested = await createSampleReceiver();
});
afterAll(() => tested.close());

function send(correlationId: string, endpoint: string) {
  const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
  return run(process.execPath, [sender, correlationId], { env });
}

test('a process ends well and in time when no receiver is there', async () => {
  const { stderr } = await send('flow-0', 'http://127.0.0.1:9');
  expect(stderr).toBe('');
});

test('the calls of a process stand in their flow, with the caller and the request id', () =>
  tested.withReceiver(async ({ url }) => {
    const correlationId = 'order-of-the-real-exporter';
    const { stdout: requestId } = await send(correlationId, new URL('/', url).href);
    const { requests, spans } = await listRequests(tested.pool, { correlationId, traceIds: [] });
    expect(spans).toHaveLength(3);
    expect(requests.map((one) => [one.service, one.method, one.route, one.status])).toEqual([
      ['sample', 'POST', '/orders', 201],
      ['sample', 'GET', '/quote', 200],
    ]);
    const [order, quote] = requests;
    expect(order?.requestId).toBe(requestId);
    expect(quote?.parent).toBe(order?.id);
  }));
