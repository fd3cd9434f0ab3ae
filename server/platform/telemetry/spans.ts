import { type Context, context, type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { attributeNames } from './attribute-names.ts';
import { errorType } from './error-type.ts';

/** The scope of all spans that we make. Others (Next's server traces itself) are not recorded: see `recordOnlyOurs`. */
export const tracerName = 'nibble';

export function tracer(): Tracer {
  return trace.getTracer(tracerName);
}

export function failSpan(span: Span, failure: unknown): void {
  const message = failure instanceof Error ? failure.message : String(failure);
  span.setAttribute(attributeNames.errorType, errorType(failure));
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  if (failure instanceof Error) span.recordException(failure);
}

/** Runs `fn` with the span active and ends the span with it; a thrown error marks the span and goes on upwards. */
export async function runInSpan<T>(span: Span, base: Context, fn: () => T | Promise<T>): Promise<T> {
  try {
    return await context.with(trace.setSpan(base, span), fn);
  } catch (failure) {
    failSpan(span, failure);
    throw failure;
  } finally {
    span.end();
  }
}
