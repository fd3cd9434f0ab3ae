import type pg from 'pg';
import type { FlowRequest } from '#schemas/api/flow.ts';
import { type FlowSpan, type FlowSpansQuery, readFlowSpans } from './read-flow-spans.ts';
import { spanKinds } from './span.ts';
import { durationMs, isoTimeOf, spanRef } from './span-times.ts';

/** A REST call of a flow; `requestId` is what the events it caused name as their `causation_id`. */
export type TracedRequest = FlowRequest & { requestId: string | null };

/** The REST calls of a flow and all its spans, in the order of their start. */
export async function listRequests(
  pool: pg.Pool,
  query: FlowSpansQuery,
): Promise<{ requests: TracedRequest[]; spans: FlowSpan[] }> {
  const spans = await readFlowSpans(pool, query);
  return { requests: requestsOf(spans), spans };
}

/** Pure: each SERVER span of an HTTP call is a request; its parent is the request whose handler made the call. */
export function requestsOf(spans: FlowSpan[]): TracedRequest[] {
  const byRef = new Map(spans.map((span) => [spanRef(span.traceId, span.spanId), span]));
  return spans.filter(isRequest).map((span) => ({
    id: spanRef(span.traceId, span.spanId),
    method: span.method,
    route: span.route,
    status: span.httpStatus,
    service: span.service,
    startedAt: isoTimeOf(span.startNs),
    durationMs: durationMs(span),
    traceId: span.traceId,
    spanId: span.spanId,
    parent: callerOf(span, byRef),
    requestId: span.requestId,
  }));
}

type RequestSpan = FlowSpan & { method: string; route: string };

function isRequest(span: FlowSpan): span is RequestSpan {
  return span.kind === spanKinds.server && span.method !== null && span.route !== null;
}

/** Up through client and inner spans. A message in between means that an event called, and not a request. */
function callerOf(span: FlowSpan, byRef: Map<string, FlowSpan>): string | null {
  const seen = new Set<FlowSpan>([span]);
  let at: FlowSpan | undefined = parentOf(span, byRef);
  while (at && !seen.has(at)) {
    if (isRequest(at)) return spanRef(at.traceId, at.spanId);
    if (at.kind === spanKinds.producer || at.kind === spanKinds.consumer) return null;
    seen.add(at);
    at = parentOf(at, byRef);
  }
  return null;
}

function parentOf(span: FlowSpan, byRef: Map<string, FlowSpan>): FlowSpan | undefined {
  return span.parentSpanId === null ? undefined : byRef.get(spanRef(span.traceId, span.parentSpanId));
}
