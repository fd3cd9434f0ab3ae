import { spanRef } from '#server/traces/index.ts';
import type { FlowParts } from './flow-parts.ts';
import type { FlowEventRow } from './read-flow-events.ts';
import { gapWords } from './read-gaps.ts';
import { readSentBy } from './read-sent-by.ts';

/** A span is sent within seconds of what it is about. */
const spanDelayMs = 30_000;

/**
 * Why nothing has the cause that an event names, in plain words that begin with the kind of reason: expired, not captured
 * (yet), not instrumented. What is certain comes first, what is only likely says so. Pure.
 */
export function explainMissing(event: FlowEventRow, parts: MissingFacts): string {
  return (
    expiredWords(event, parts) ??
    notReadWords(parts) ??
    lostWords(parts) ??
    goneWords(parts) ??
    requestWords(event, parts)
  );
}

export type MissingFacts = Pick<FlowParts, 'unread' | 'keptSince' | 'gaps' | 'gone' | 'payloads' | 'spans' | 'now'>;

/** Only a UUID of version 7 says of when it is. */
function expiredWords({ causation }: FlowEventRow, { keptSince }: MissingFacts): string | null {
  const madeMs = causation?.[12] === '7' ? Number.parseInt(causation.slice(0, 12), 16) : null;
  if (madeMs === null || keptSince === null || madeMs >= keptSince.getTime()) return null;
  return `expired: it is of ${clock(new Date(madeMs))}, and nothing from before ${clock(keptSince)} is kept`;
}

function notReadWords({ unread }: MissingFacts): string | null {
  const [most] = unread;
  if (!most) return null;
  const records = most.records === '1' ? 'one record' : `${most.records} records`;
  return `not captured yet: ${records} of ${most.topic} wait in Kafka to be read, and it may be among them`;
}

function lostWords({ gaps }: MissingFacts): string | null {
  const [gap] = gaps;
  if (!gap) return null;
  return `not captured: some of ${gap.topic} never came into the index (${gapWords(gap.reason)}), and it may be among that`;
}

function goneWords({ gone }: MissingFacts): string | null {
  if (gone === 0) return null;
  const records = gone === 1 ? 'one earlier record of this flow is' : `${gone} earlier records of this flow are`;
  return `expired: ${records} no longer kept, and it may be among them`;
}

/** No event has it: then it is a REST call whose span is not there, or nothing that anybody tells of. */
function requestWords({ record, trace, service, eventMs }: FlowEventRow, parts: MissingFacts): string {
  const { payloads, spans, now } = parts;
  const who = service ?? 'its sender';
  if (trace === null) {
    return `not instrumented: no event has this id, and ${who} names no trace that could lead to a REST call`;
  }
  const sentBy = readSentBy(payloads.get(record)?.headers ?? []);
  if (sentBy?.isSampled === false) {
    return 'not captured: no event has this id, and its trace was not sampled, so that a REST call left no span';
  }
  const ofTrace = spans.filter(({ traceId }) => traceId === trace);
  const isYoung = now.getTime() - eventMs < spanDelayMs;
  if (isYoung) return 'not captured yet: no event has this id; if it is a REST call, its span is still on its way';
  if (ofTrace.length === 0) {
    return `not instrumented: no event has this id, and ${who} has sent no span of its trace that could be a REST call`;
  }
  const ownSpan = ofTrace.some((span) => spanRef(span.traceId, span.spanId) === sentBy?.ref);
  const rest = ownSpan
    ? 'none of the REST calls of its trace has it either'
    : 'the span that it was sent in is missing too';
  return `not captured: no event has this id, and ${rest}`;
}

function clock(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
