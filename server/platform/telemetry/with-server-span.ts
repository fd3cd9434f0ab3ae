import { type Attributes, context, type Span, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { v7 as uuidv7 } from 'uuid';
import { attributeNames as names } from './attribute-names.ts';
import { setCorrelationId, setRequestId } from './correlation.ts';
import { httpMethodAttributes } from './http-method.ts';
import { type HeaderSource, headerValues, lowerCaseNames } from './message-headers.ts';
import { runInSpan, tracer } from './spans.ts';
import { correlationIdOf, type ReceivedContext, readContext } from './trace-context.ts';

export type ServerCall = {
  method: string;
  /** The route's template, `/orders/{id}`; null where no route fits (or call `setRoute` once it is known). */
  route: string | null;
  /** The path as asked for, without the query. */
  path?: string | undefined;
  headers: HeaderSource;
  /** Default: `x-correlation-id`, else the sender's baggage, else a new UUIDv7. */
  correlationId?: string | undefined;
  serverPort?: number | undefined;
  /** `traced` records a span only for calls that come with a sampled `traceparent`: a page's own reads are no news. */
  record?: 'always' | 'traced' | undefined;
};

export type ServerScope = {
  /** The caller's `x-request-id`, else a new UUIDv7: what events caused by this request name as `causation_id`. */
  requestId: string;
  correlationId: string;
  setStatus(status: number): void;
  setRoute(route: string): void;
};

const neverTraced = new Set(['/healthz', '/readyz', '/metrics']);
const readableId = /^[\x21-\x7e]{1,200}$/;

/**
 * Handles one HTTP request inside a SERVER span `GET /orders/{id}`, continuing the caller's trace, with the correlation
 * id in baggage. The status of a returned `Response` is taken from it. Health checks and metrics get no span.
 */
export async function withServerSpan<T>(call: ServerCall, fn: (scope: ServerScope) => T | Promise<T>): Promise<T> {
  const headers = lowerCaseNames(call.headers);
  const received = readContext(headers);
  const correlationId =
    call.correlationId ?? idFrom(headers, 'x-correlation-id') ?? correlationIdOf(received) ?? uuidv7();
  const requestId = idFrom(headers, 'x-request-id') ?? uuidv7();
  const base = setRequestId(setCorrelationId(received.base, correlationId), requestId);
  const ids = { requestId, correlationId };
  const parent = received.sender ? trace.setSpanContext(base, received.sender) : base;
  if (!isRecorded(call, received)) {
    return context.with(parent, fn, undefined, { ...ids, setStatus: () => undefined, setRoute: () => undefined });
  }
  const { name, attributes } = httpMethodAttributes(call.method, call.route);
  const span = tracer().startSpan(
    name,
    { kind: SpanKind.SERVER, attributes: { ...attributes, ...serverAttributes(call, requestId, received) } },
    parent,
  );
  const scope = { ...ids, ...settersOf(span, call.method) };
  return runInSpan(span, base, async () => {
    const answer = await fn(scope);
    if (answer instanceof Response) scope.setStatus(answer.status);
    return answer;
  });
}

function isRecorded(call: ServerCall, { sender }: ReceivedContext): boolean {
  if (neverTraced.has(call.route ?? call.path ?? '')) return false;
  if (call.record !== 'traced') return true;
  return sender !== null && (sender.traceFlags & TraceFlags.SAMPLED) !== 0;
}

function serverAttributes(call: ServerCall, requestId: string, received: ReceivedContext): Attributes {
  const attributes: Attributes = { [names.urlScheme]: 'http', [names.requestId]: requestId };
  if (call.route !== null) attributes[names.httpRoute] = call.route;
  if (call.path !== undefined) attributes[names.urlPath] = call.path;
  if (call.serverPort !== undefined) attributes[names.serverPort] = call.serverPort;
  if (received.problems.length > 0) attributes[names.contextProblems] = received.problems;
  return attributes;
}

function settersOf(span: Span, method: string): Pick<ServerScope, 'setStatus' | 'setRoute'> {
  return {
    setStatus(status) {
      span.setAttribute(names.httpStatus, status);
      // A 4xx is the caller's fault and no error of the server (HTTP conventions, "Status").
      if (status < 500) return;
      span.setAttribute(names.errorType, String(status));
      span.setStatus({ code: SpanStatusCode.ERROR });
    },
    setRoute(route) {
      span.setAttribute(names.httpRoute, route);
      span.updateName(httpMethodAttributes(method, route).name);
    },
  };
}

function idFrom(headers: HeaderSource, name: string): string | undefined {
  const value = headerValues(headers, name).at(-1)?.trim();
  return value !== undefined && readableId.test(value) ? value : undefined;
}
