import type pg from 'pg';
import { type FlowSpan, type FlowSpansQuery, readFlowSpans } from './read-flow-spans.ts';
import { spanKinds } from './span.ts';
import { durationMs, isoTimeOf } from './span-times.ts';

/** What the spans of a flow say about one of its records: who sent it, which group handled it, how long, how it went. */
export type RecordSpan = {
  /** `topic/partition/offset`. */
  record: string;
  operation: 'send' | 'process';
  group: string | null;
  service: string;
  startedAt: string;
  durationMs: number;
  failed: boolean;
  traceId: string;
  spanId: string;
};

const failedStatus = 2;

/** Send and process spans of a flow that name the whole record they are about, in the order of their start. */
export async function listRecordSpans(pool: pg.Pool, query: FlowSpansQuery): Promise<RecordSpan[]> {
  const { spans } = await readFlowSpans(pool, query);
  return spans.flatMap(recordSpan);
}

function recordSpan(span: FlowSpan): RecordSpan[] {
  const { topic, partition, offset } = span;
  if (topic === null || partition === null || offset === null) return [];
  if (span.kind !== spanKinds.producer && span.kind !== spanKinds.consumer) return [];
  return [
    {
      record: `${topic}/${partition}/${offset}`,
      operation: span.kind === spanKinds.producer ? 'send' : 'process',
      group: span.group,
      service: span.service,
      startedAt: isoTimeOf(span.startNs),
      durationMs: durationMs(span),
      failed: span.status === failedStatus,
      traceId: span.traceId,
      spanId: span.spanId,
    },
  ];
}
