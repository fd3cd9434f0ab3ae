import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { currentCorrelationId, currentRequestId } from './correlation.ts';
import { recordSpans } from './record-spans.ts';
import { withClientSpan } from './with-client-span.ts';
import { type ServerScope, withServerSpan } from './with-server-span.ts';

const recorded = recordSpans();
beforeEach(() => recorded.forget());
afterAll(() => recorded.stop());

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const call = { method: 'GET', route: '/orders/{id}', path: '/orders/4711', headers: {} };
const nothing = () => undefined;

describe('requests that are odd', () => {
  test('any headers at all give two readable ids and never throw', async () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(traceparent, '', '00-', `correlation.id=${'%'.repeat(3)}`));
    const name = fc.constantFrom(
      'traceparent',
      'Traceparent',
      'baggage',
      'tracestate',
      'x-correlation-id',
      'X-Request-Id',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, text)), async (headers) => {
        const ids = await withServerSpan({ ...call, headers }, ({ correlationId, requestId }) => [
          correlationId,
          requestId,
        ]);
        expect(ids.every((id) => id.length > 0 && id.length <= 8192)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('ids with line breaks or without end are not taken', async () => {
    const headers = { 'x-correlation-id': 'a\nb', 'x-request-id': 'x'.repeat(201) };
    await withServerSpan({ ...call, headers }, (scope) => {
      expect(scope.correlationId).toMatch(uuidv7);
      expect(scope.requestId).toMatch(uuidv7);
    });
  });

  test('a handler that throws is an error of its class; a 4xx is none', async () => {
    await expect(withServerSpan(call, () => Promise.reject(new TypeError('bad')))).rejects.toThrow('bad');
    await withServerSpan(call, ({ setStatus }) => setStatus(404));
    await withServerSpan(call, () => new Response('', { status: 503 }));
    const [thrown, notFound, away] = recorded.ended();
    expect(thrown?.attributes['error.type']).toBe('TypeError');
    expect(notFound?.status.code).toBe(SpanStatusCode.UNSET);
    expect(away?.attributes['error.type']).toBe('503');
    expect(away?.status.code).toBe(SpanStatusCode.ERROR);
  });

  test('C37: an invented method does not make a new span name', async () => {
    await withServerSpan({ ...call, method: 'BREW' }, nothing);
    const [span] = recorded.ended();
    expect(span?.name).toBe('HTTP /orders/{id}');
    expect(span?.attributes['http.request.method']).toBe('_OTHER');
    expect(span?.attributes['http.request.method_original']).toBe('BREW');
  });

  test.each(['/healthz', '/readyz', '/metrics'])('%s has no span', async (route) => {
    await withServerSpan({ ...call, route, headers: { traceparent } }, nothing);
    expect(recorded.ended()).toHaveLength(0);
  });

  test('record: traced has a span for calls of a sampled trace only, and its flow in any case', async () => {
    const traced = { ...call, record: 'traced' as const };
    const seen = await withServerSpan({ ...traced, correlationId: 'flow-1' }, currentCorrelationId);
    await withServerSpan({ ...traced, headers: { traceparent: traceparent.replace(/01$/, '00') } }, nothing);
    expect(seen).toBe('flow-1');
    expect(recorded.ended()).toHaveLength(0);
    await withServerSpan({ ...traced, headers: { traceparent } }, nothing);
    expect(recorded.ended()).toHaveLength(1);
  });
});

describe('a request', () => {
  test('is a SERVER span with the names of the conventions, part of the trace of the caller', async () => {
    const headers = new Headers({ traceparent, 'X-Request-Id': 'req-1', 'X-Correlation-Id': 'flow-1' });
    await withServerSpan({ ...call, headers, serverPort: 4001 }, ({ setStatus }) => setStatus(200));
    const [span] = recorded.ended();
    expect(span?.name).toBe('GET /orders/{id}');
    expect(span?.kind).toBe(SpanKind.SERVER);
    expect(span?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(span?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/orders/{id}',
      'http.response.status_code': 200,
      'url.path': '/orders/4711',
      'url.scheme': 'http',
      'server.port': 4001,
      'nibble.request_id': 'req-1',
      'correlation.id': 'flow-1',
    });
  });

  test('has ids that what it calls can read', async () => {
    const inner = await withServerSpan(call, (scope: ServerScope) => [
      scope.correlationId === currentCorrelationId(),
      scope.requestId === currentRequestId(),
    ]);
    expect(inner).toEqual([true, true]);
  });

  test('learns its route late', async () => {
    await withServerSpan({ ...call, route: null }, ({ setRoute }) => setRoute('/orders/{id}'));
    expect(recorded.ended()[0]?.name).toBe('GET /orders/{id}');
    expect(recorded.ended()[0]?.attributes['http.route']).toBe('/orders/{id}');
  });

  test('takes the flow of the baggage where no header names one', async () => {
    const headers = { baggage: 'correlation.id=flow-7' };
    expect(await withServerSpan({ ...call, headers }, currentCorrelationId)).toBe('flow-7');
  });
});

describe('a call to another service', () => {
  const quote = {
    method: 'POST',
    url: 'http://me:secret@127.0.0.1:4003/restaurants/7/quote',
    template: '/restaurants/{id}/quote',
  };

  test('carries trace, baggage and correlation id, and the other side finds itself beneath it', async () => {
    await withServerSpan({ ...call, correlationId: 'flow-1' }, () =>
      withClientSpan(quote, (headers) => {
        expect(headers).toMatchObject({ 'x-correlation-id': 'flow-1', baggage: 'correlation.id=flow-1' });
        return withServerSpan({ method: 'POST', route: '/restaurants/{id}/quote', headers }, () => new Response(''));
      }),
    );
    const [far, client, near] = recorded.ended();
    expect(client?.name).toBe('POST /restaurants/{id}/quote');
    expect(client?.kind).toBe(SpanKind.CLIENT);
    expect(client?.attributes['http.response.status_code']).toBe(200);
    expect(client?.attributes['url.full']).toBe('http://127.0.0.1:4003/restaurants/7/quote');
    expect(far?.parentSpanContext?.spanId).toBe(client?.spanContext().spanId);
    expect(client?.parentSpanContext?.spanId).toBe(near?.spanContext().spanId);
    expect(far?.attributes['correlation.id']).toBe('flow-1');
  });

  test('that answers 404 or not at all is an error of the client', async () => {
    await withClientSpan(quote, (_headers, { setStatus }) => setStatus(404));
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    await expect(withClientSpan(quote, () => Promise.reject(refused))).rejects.toBe(refused);
    expect(recorded.ended().map((span) => span.attributes['error.type'])).toEqual(['404', 'ECONNREFUSED']);
  });
});
