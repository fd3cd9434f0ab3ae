import { type FlowSpan, spanKinds, spanRef } from '#server/traces/index.ts';
import type { FlowCause, Tie } from './flow-causes.ts';

/**
 * What is to be told of each event: by which span it was sent, as its own `traceparent` says, its id as shown, and the
 * records that repeat it, as handling one of those is handling the event.
 */
export type SentEvent = { record: string; sentBy: string | null; id: string; copies: readonly string[] };

type Index = {
  spans: ReadonlyMap<string, FlowSpan>;
  /** `requests[].id`, which are names of spans. */
  requests: ReadonlySet<string>;
  events: ReadonlyMap<string, SentEvent>;
  /** Events by the span that sent them. */
  sent: ReadonlyMap<string, SentEvent>;
};
type Found = { event: SentEvent; evidence: FlowCause['evidence'] } | { request: string };

/**
 * What spans tell of the cause of each event, by its record. Up from the span that sent it: the message whose processing
 * it ran in, known by the record's place, else by a link, else as the parent; or the REST call. Pure.
 */
export function spanTiesOf(
  events: readonly SentEvent[],
  spans: readonly FlowSpan[],
  requests: readonly { id: string }[],
): Map<string, Tie> {
  const index: Index = {
    spans: new Map(spans.map((span) => [refOf(span), span])),
    requests: new Set(requests.map(({ id }) => id)),
    events: new Map(events.flatMap((event) => [event.record, ...event.copies].map((record) => [record, event]))),
    sent: new Map(events.toReversed().flatMap((event) => (event.sentBy === null ? [] : [[event.sentBy, event]]))),
  };
  const sentAt = new Map(spans.flatMap((span) => (span.kind === spanKinds.producer ? placed(span) : [])));
  return new Map(
    events.flatMap((event): [string, Tie][] => {
      const sender = sentAt.get(event.record) ?? index.spans.get(event.sentBy ?? '');
      const found = sender && lookUp(event, sender, index);
      return found ? [[event.record, tieOf(found)]] : [];
    }),
  );
}

function lookUp(event: SentEvent, sender: FlowSpan, index: Index): Found | null {
  const seen = new Set<FlowSpan>();
  for (let at: FlowSpan | undefined = sender; at && !seen.has(at); at = parentOf(at, index)) {
    seen.add(at);
    const found = foundAt(at, index);
    if (found && !('event' in found && found.event === event)) return found;
    // What one message led to is not asked of those before it.
    if (at.kind === spanKinds.consumer) return null;
  }
  return null;
}

function foundAt(span: FlowSpan, index: Index): Found | null {
  const ref = refOf(span);
  if (index.requests.has(ref)) return { request: ref };
  const own = span.kind === spanKinds.consumer ? index.events.get(recordOfMessage(span.message) ?? '') : undefined;
  if (own) return { event: own, evidence: 'record' };
  const linked = new Set(span.links.flatMap((link) => linkedEvent(link, index) ?? []));
  // Of a batch nobody knows which of its messages it was.
  const [only] = linked.size === 1 ? linked : [];
  if (only) return { event: only, evidence: 'span_link' };
  const sender = span.parentSpanId === null ? undefined : index.sent.get(spanRef(span.traceId, span.parentSpanId));
  return sender ? { event: sender, evidence: 'span_parent' } : null;
}

/** A link leads to the span that sent a message, or to one that handled it. */
function linkedEvent(
  { ref, message }: FlowSpan['links'][number],
  { spans, events, sent }: Index,
): SentEvent | undefined {
  const handled = spans.get(ref);
  return (
    events.get(recordOfMessage(message) ?? '') ??
    sent.get(ref) ??
    (handled?.kind === spanKinds.consumer ? events.get(recordOfMessage(handled.message) ?? '') : undefined)
  );
}

function parentOf({ traceId, parentSpanId }: FlowSpan, { spans }: Index): FlowSpan | undefined {
  return parentSpanId === null ? undefined : spans.get(spanRef(traceId, parentSpanId));
}

function placed(span: FlowSpan): [string, FlowSpan][] {
  const place = recordOfMessage(span.message);
  return place === null ? [] : [[place, span]];
}

/** The record that a span is about, as `topic/partition/offset`; null where it does not say which. */
export function recordOfMessage(message: FlowSpan['message']): string | null {
  if (message === null || message.topic === null || message.partition === null || message.offset === null) return null;
  return `${message.topic}/${message.partition}/${message.offset}`;
}

function refOf({ traceId, spanId }: FlowSpan): string {
  return spanRef(traceId, spanId);
}

function tieOf(found: Found): Tie {
  if ('request' in found) {
    const cause: FlowCause = { id: found.request, kind: 'request', evidence: 'span_parent', reason: null };
    return { cause, record: null };
  }
  const { event, evidence } = found;
  return { cause: { id: event.id, kind: 'event', evidence, reason: null }, record: event.record };
}
