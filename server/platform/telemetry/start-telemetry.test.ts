import { createServer, type Server } from 'node:http';
import { trace } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { currentCorrelationId } from './correlation.ts';
import { startTelemetry } from './start-telemetry.ts';
import { withServerSpan } from './with-server-span.ts';

let receiver: Server;
let endpoint: string;
let received: { path: string | undefined; type: string | undefined; body: Buffer }[];

beforeEach(async () => {
  received = [];
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ path: request.url, type: request.headers['content-type'], body: Buffer.concat(chunks) });
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  endpoint = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});

afterEach(async () => {
  vi.unstubAllEnvs();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

const call = { method: 'GET', route: '/orders', headers: {}, correlationId: 'flow-1' };
const handle = () => withServerSpan(call, currentCorrelationId);

describe('what can go wrong', () => {
  test('no receiver: calls are handled, one warning is given, shutdown ends', async () => {
    const warnings: string[] = [];
    const logger = { warn: (_fields: object | string, text?: string) => warnings.push(text ?? '') };
    const telemetry = startTelemetry({ serviceName: 'orders', otlpEndpoint: 'http://127.0.0.1:9', logger });
    for (let calls = 0; calls < 3000; calls += 1) expect(await handle()).toBe('flow-1');
    await telemetry.shutdown();
    expect(warnings.length).toBeLessThanOrEqual(1);
  });

  test('an address that is none: nothing is thrown', async () => {
    const telemetry = startTelemetry({ serviceName: 'orders', otlpEndpoint: 'not an address' });
    expect(await handle()).toBe('flow-1');
    await telemetry.shutdown();
  });

  test('OTEL_SDK_DISABLED: no spans, the correlation id travels all the same', async () => {
    vi.stubEnv('OTEL_SDK_DISABLED', 'true');
    const telemetry = startTelemetry({ serviceName: 'orders', otlpEndpoint: endpoint });
    expect(await handle()).toBe('flow-1');
    await telemetry.shutdown();
    expect(received).toEqual([]);
  });
});

describe('a started process', () => {
  test('sends its spans with its name, in protobuf, to the traces path', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `${endpoint}/`);
    const telemetry = startTelemetry({ serviceName: 'orders' });
    await handle();
    await telemetry.shutdown();
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ path: '/v1/traces', type: 'application/x-protobuf' });
    for (const word of ['orders', 'GET /orders', 'correlation.id', 'flow-1'])
      expect(received[0]?.body.includes(word)).toBe(true);
  });

  test('records no spans of others, which then do not stand between ours either', async () => {
    const telemetry = startTelemetry({ serviceName: 'web', otlpEndpoint: endpoint });
    await trace.getTracer('next.js').startActiveSpan('render', async (span) => {
      expect(span.isRecording()).toBe(false);
      await handle();
      span.end();
    });
    await telemetry.shutdown();
    expect(received[0]?.body.includes('render')).toBe(false);
    expect(received[0]?.body.includes('GET /orders')).toBe(true);
  });

  test('is started once however often asked, and again after its end', async () => {
    const telemetry = startTelemetry({ serviceName: 'orders', otlpEndpoint: endpoint });
    expect(startTelemetry({ serviceName: 'orders' })).toBe(telemetry);
    await telemetry.shutdown();
    const second = startTelemetry({ serviceName: 'orders', otlpEndpoint: endpoint });
    expect(second).not.toBe(telemetry);
    await handle();
    await second.shutdown();
    expect(received).toHaveLength(1);
  });
});
