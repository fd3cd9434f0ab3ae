import { type Context, context, createContextKey, propagation } from '@opentelemetry/api';

/** The business flow's name in W3C baggage. It is not the trace id: one flow spans many traces. */
export const correlationBaggageKey = 'correlation.id';

const requestIdKey = createContextKey('nibble.request_id');

/** The correlation id of what is being handled here, undefined outside of any request or message. */
export function currentCorrelationId(): string | undefined {
  return propagation.getBaggage(context.active())?.getEntry(correlationBaggageKey)?.value;
}

/** The id of the REST request being handled here: the `causation_id` of events that it causes. */
export function currentRequestId(): string | undefined {
  const id = context.active().getValue(requestIdKey);
  return typeof id === 'string' ? id : undefined;
}

export function setCorrelationId(base: Context, correlationId: string): Context {
  const baggage = propagation.getBaggage(base) ?? propagation.createBaggage();
  return propagation.setBaggage(base, baggage.setEntry(correlationBaggageKey, { value: correlationId }));
}

export function setRequestId(base: Context, requestId: string): Context {
  return base.setValue(requestIdKey, requestId);
}
