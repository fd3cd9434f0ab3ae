import { type Context, context, propagation, ROOT_CONTEXT, type SpanContext, trace } from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { correlationBaggageKey } from './correlation.ts';
import { type HeaderSource, headerValues } from './message-headers.ts';

/** W3C Trace Context and W3C Baggage; our own instance, so that headers are right even where no SDK was started. */
export const w3cPropagator = new CompositePropagator({
  propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
});

export const contextHeaderNames: readonly string[] = ['traceparent', 'tracestate', 'baggage'];

const largestBaggage = 8192;

export type ContextProblem =
  | 'traceparent_duplicate'
  | 'traceparent_malformed'
  | 'traceparent_name_case'
  | 'baggage_duplicate'
  | 'baggage_oversize';

export type ReceivedContext = {
  /** The given base with the sender's baggage in it, but not its span: whether that becomes the parent is the caller's word. */
  base: Context;
  /** The sender's span; null where none was sent or it cannot be read. */
  sender: SpanContext | null;
  problems: ContextProblem[];
};

/** Reads W3C headers. Of a header sent twice the last counts; what cannot be read is left out and named, never thrown. */
export function readContext(headers: HeaderSource, base: Context = ROOT_CONTEXT): ReceivedContext {
  const problems: ContextProblem[] = [];
  const traceparents = headerValues(headers, 'traceparent');
  const baggages = headerValues(headers, 'baggage');
  if (traceparents.length > 1) problems.push('traceparent_duplicate');
  if (baggages.length > 1) problems.push('baggage_duplicate');
  const carrier = {
    traceparent: traceparents.at(-1) ?? '',
    tracestate: headerValues(headers, 'tracestate').at(-1) ?? '',
    baggage: baggages.at(-1) ?? '',
  };
  if (carrier.baggage.length > largestBaggage) {
    problems.push('baggage_oversize');
    carrier.baggage = '';
  }
  const read = w3cPropagator.extract(ROOT_CONTEXT, carrier, carrierGetter);
  const sender = trace.getSpanContext(read) ?? null;
  if (traceparents.length > 0 && !sender) problems.push('traceparent_malformed');
  if (traceparents.length === 0 && hasNameInOtherCase(headers)) problems.push('traceparent_name_case');
  const baggage = propagation.getBaggage(read);
  return { base: baggage ? propagation.setBaggage(base, baggage) : propagation.deleteBaggage(base), sender, problems };
}

/** `traceparent`, `tracestate` and `baggage` of a context, one value each; those that say nothing are left out. */
export function writeContext(active: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  w3cPropagator.inject(active, headers, carrierSetter);
  return headers;
}

/** The headers of the active context, to be stored beside a message that is sent later (an outbox row). */
export function currentTraceHeaders(): Record<string, string> {
  return writeContext(context.active());
}

/** Runs `fn` as a continuation of stored headers: spans made in it are children of the span that stored them. */
export function withTraceHeaders<T>(headers: HeaderSource, fn: () => T): T {
  const { base, sender } = readContext(headers);
  return context.with(sender ? trace.setSpanContext(base, sender) : base, fn);
}

/** The correlation id in the baggage of received headers. */
export function correlationIdOf(received: ReceivedContext): string | undefined {
  return propagation.getBaggage(received.base)?.getEntry(correlationBaggageKey)?.value;
}

const carrierGetter = {
  keys: (carrier: Record<string, string>) => Object.keys(carrier),
  get: (carrier: Record<string, string>, key: string) => carrier[key],
};

const carrierSetter = {
  set(carrier: Record<string, string>, key: string, value: string) {
    carrier[key] = value;
  },
};

function hasNameInOtherCase(headers: HeaderSource): boolean {
  const names = Symbol.iterator in headers ? Array.from(headers, ([name]) => name) : Object.keys(headers);
  return names.some((name) => name.toLowerCase() === 'traceparent' && name !== 'traceparent');
}
