import { startTelemetry, withClientSpan, withServerSpan } from '#server/platform/telemetry/index.ts';

/**
 * For tests: a process like any service. It handles one request of the flow that it is given, which calls another, and
 * prints the request's id. The receiver's address comes from OTEL_EXPORTER_OTLP_ENDPOINT.
 */
async function sendSampleSpans(correlationId: string): Promise<void> {
  const telemetry = startTelemetry({ serviceName: 'sample', version: '1.2.3' });
  const call = { method: 'POST', route: '/orders', path: '/orders', headers: {}, correlationId, serverPort: 4001 };
  await withServerSpan(call, async ({ requestId, setStatus }) => {
    await withClientSpan({ method: 'GET', url: 'http://127.0.0.1:4003/quote', template: '/quote' }, (headers) =>
      withServerSpan({ method: 'GET', route: '/quote', headers }, () => new Response('', { status: 200 })),
    );
    setStatus(201);
    process.stdout.write(requestId);
  });
  await telemetry.shutdown();
}

await sendSampleSpans(process.argv[2] ?? '');
