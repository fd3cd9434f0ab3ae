import { context, type Span, SpanKind, trace } from '@opentelemetry/api';
import { attributeNames as names } from './attribute-names.ts';
import { setCorrelationId } from './correlation.ts';
import {
  destinationAttributes,
  type MessageIdentity,
  messageAttributes,
  positionAttributes,
} from './message-attributes.ts';
import { headerValues } from './message-headers.ts';
import { failSpan, tracer } from './spans.ts';
import { contextHeaderNames, type ReceivedContext, readContext, writeContext } from './trace-context.ts';

/** Headers as Kafka clients take them. */
export type MessageHeaders = Record<string, string | Buffer | (string | Buffer)[] | undefined>;

export type ProducedMessage = Omit<MessageIdentity, 'offset'> & {
  correlationId: string;
  /** Sent along unchanged. A `traceparent` among them is kept as the message's creation context and linked. */
  headers?: MessageHeaders | undefined;
};

export type SentRecord = { partition: number; offset: bigint | string | number };

export type ProducerSpan = {
  /** The given headers with exactly one `traceparent`, `tracestate` (where there is one) and `baggage`. */
  headers: MessageHeaders;
  /** Ends the span with the record's place, or with the error that kept it from being sent. */
  end(outcome: SentRecord | Error): void;
};

/** PRODUCER span `send <topic>` of one message, child of what runs here. */
export function producerSpan(message: ProducedMessage): ProducerSpan {
  const given = message.headers ?? {};
  const preset = readContext(given, context.active());
  const base = setCorrelationId(preset.sender ? preset.base : context.active(), message.correlationId);
  const span = tracer().startSpan(
    `send ${message.topic}`,
    {
      kind: SpanKind.PRODUCER,
      links: preset.sender ? [{ context: preset.sender }] : [],
      attributes: { ...destinationAttributes(message.topic, 'send'), ...messageAttributes(message) },
    },
    base,
  );
  if (preset.problems.length > 0) span.setAttribute(names.contextProblems, preset.problems);
  const written = writeContext(trace.setSpan(base, span));
  const own = preset.sender ? { ...written, ...creationHeaders(given, preset) } : written;
  return { headers: { ...withoutContext(given), ...own }, end: (outcome) => endSpan(span, outcome) };
}

function endSpan(span: Span, outcome: SentRecord | Error): void {
  if (outcome instanceof Error) failSpan(span, outcome);
  else span.setAttributes(positionAttributes(outcome));
  span.end();
}

/** The creation context of a message belongs to who made it: the same bytes go on, even through a relay. */
function creationHeaders(given: MessageHeaders, { sender }: ReceivedContext): MessageHeaders {
  const traceparent = headerValues(given, 'traceparent').at(-1);
  const tracestate = sender?.traceState ? headerValues(given, 'tracestate').at(-1) : undefined;
  return { traceparent, ...(tracestate === undefined ? {} : { tracestate }) };
}

function withoutContext(given: MessageHeaders): MessageHeaders {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !contextHeaderNames.includes(name.toLowerCase())));
}
