import { type Context, context, SpanKind, trace } from '@opentelemetry/api';
import { attributeNames as names } from './attribute-names.ts';
import { setCorrelationId } from './correlation.ts';
import { destinationAttributes, type MessageIdentity, messageAttributes } from './message-attributes.ts';
import type { HeaderSource } from './message-headers.ts';
import { runInSpan, tracer } from './spans.ts';
import { type ReceivedContext, readContext } from './trace-context.ts';

type ReceivedMessage = MessageIdentity & {
  headers: HeaderSource;
  correlationId?: string | undefined;
};

export type ProcessedMessage = ReceivedMessage & {
  group: string;
  clientId?: string | undefined;
  /**
   * `continue`: handled promptly, so that the sender's trace goes on. `link`: a delayed retry, a dead letter or a replay,
   * which starts a trace of its own. A span already active here stays the parent in both.
   */
  parentMode: 'continue' | 'link';
};

/**
 * Handles one Kafka message inside a CONSUMER span `process <topic>`, always linked to the message's creation context.
 * `fn` runs with the message's baggage, so that what it sends belongs to the same flow.
 */
export async function withProcessSpan<T>(message: ProcessedMessage, fn: () => T | Promise<T>): Promise<T> {
  const received = readContext(message.headers);
  const base = flowOf(message, received);
  const span = tracer().startSpan(
    `process ${message.topic}`,
    {
      kind: SpanKind.CONSUMER,
      links: received.sender ? [{ context: received.sender }] : [],
      attributes: {
        ...destinationAttributes(message.topic, 'process'),
        ...messageAttributes(message),
        [names.messagingGroup]: message.group,
        ...(message.clientId === undefined ? {} : { [names.messagingClientId]: message.clientId }),
        ...(received.problems.length > 0 ? { [names.contextProblems]: received.problems } : {}),
      },
    },
    parentOf(message, received, base),
  );
  return runInSpan(span, base, fn);
}

function flowOf(message: ReceivedMessage, received: ReceivedContext): Context {
  return message.correlationId === undefined ? received.base : setCorrelationId(received.base, message.correlationId);
}

function parentOf({ parentMode }: ProcessedMessage, { sender }: ReceivedContext, base: Context): Context {
  const ambient = trace.getSpan(context.active());
  if (ambient) return trace.setSpan(base, ambient);
  return sender && parentMode === 'continue' ? trace.setSpanContext(base, sender) : base;
}
