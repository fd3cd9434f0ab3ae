import { type Context, propagation } from '@opentelemetry/api';
import type { Span, SpanProcessor } from '@opentelemetry/sdk-trace';
import { attributeNames as names } from './attribute-names.ts';
import { correlationBaggageKey } from './correlation.ts';

/** Baggage that is copied onto spans. Baggage comes from anyone, so that nothing else of it is. */
const copiedBaggage: readonly string[] = [correlationBaggageKey];

/** Stamps the flow on every span: `correlation.id`, and on messaging spans the conventions' name for the same. */
export function createCorrelationProcessor(): SpanProcessor {
  return {
    onStart(span: Span, parent: Context) {
      const baggage = propagation.getBaggage(parent);
      for (const key of copiedBaggage) {
        const entry = baggage?.getEntry(key);
        if (entry) span.setAttribute(key, entry.value);
      }
      const correlation = baggage?.getEntry(correlationBaggageKey);
      if (correlation && span.attributes[names.messagingSystem] !== undefined) {
        span.setAttribute(names.messagingConversationId, correlation.value);
      }
    },
    onEnd: () => undefined,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
