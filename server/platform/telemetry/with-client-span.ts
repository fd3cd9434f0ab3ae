import { type Attributes, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { attributeNames as names } from './attribute-names.ts';
import { currentCorrelationId, setCorrelationId } from './correlation.ts';
import { httpMethodAttributes } from './http-method.ts';
import { runInSpan, tracer } from './spans.ts';
import { writeContext } from './trace-context.ts';

export type ClientCall = {
  method: string;
  url: string | URL;
  /** The called route's template, `/restaurants/{id}/quote`, for a span name that does not vary. */
  template?: string | undefined;
  /** Default: the flow being handled here. */
  correlationId?: string | undefined;
};

export type ClientScope = { setStatus(status: number): void };

/**
 * Makes one HTTP call inside a CLIENT span. `fn` gets the headers to send along (`traceparent`, `tracestate`, `baggage`,
 * `x-correlation-id`); the status of a returned `Response` is taken from it.
 */
export async function withClientSpan<T>(
  call: ClientCall,
  fn: (headers: Record<string, string>, scope: ClientScope) => T | Promise<T>,
): Promise<T> {
  const correlationId = call.correlationId ?? currentCorrelationId();
  const base = correlationId === undefined ? context.active() : setCorrelationId(context.active(), correlationId);
  const { name, attributes } = httpMethodAttributes(call.method, call.template ?? null);
  const span = tracer().startSpan(
    name,
    { kind: SpanKind.CLIENT, attributes: { ...attributes, ...clientAttributes(call) } },
    base,
  );
  const headers = writeContext(trace.setSpan(base, span));
  if (correlationId !== undefined) headers['x-correlation-id'] = correlationId;
  const scope = { setStatus: (status: number) => setStatus(span, status) };
  return runInSpan(span, base, async () => {
    const answer = await fn(headers, scope);
    if (answer instanceof Response) scope.setStatus(answer.status);
    return answer;
  });
}

function clientAttributes({ url, template }: ClientCall): Attributes {
  const attributes: Attributes = template === undefined ? {} : { [names.urlTemplate]: template };
  const target = URL.parse(url);
  if (!target) return attributes;
  const defaultPort = target.protocol === 'https:' ? 443 : 80;
  target.username = '';
  target.password = '';
  return {
    ...attributes,
    [names.urlFull]: target.href,
    [names.serverAddress]: target.hostname,
    [names.serverPort]: target.port === '' ? defaultPort : Number(target.port),
  };
}

function setStatus(span: Span, status: number): void {
  span.setAttribute(names.httpStatus, status);
  if (status < 400) return;
  span.setAttribute(names.errorType, String(status));
  span.setStatus({ code: SpanStatusCode.ERROR });
}
