import type pg from 'pg';
import { askedKey } from '#server/platform/db/index.ts';
import { messageOfSpan, type SpanMessage } from './message-of-span.ts';
import { spanKinds } from './span.ts';
import { unpackDetail } from './span-detail.ts';
import { idHex } from './span-row.ts';
import { spanRef } from './span-times.ts';

export type FlowSpansQuery = {
  correlationId: string;
  /** Traces that the flow's records name. */
  traceIds: readonly string[];
  /** When the flow ran; both widened by an hour for clocks that differ. Without, all days are looked into. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** Most spans that are read; 10,000 unless told. */
  most?: number;
};

/** What a span points at: the span that sent a message, and the record where the sender says which. */
export type FlowSpanLink = { ref: string; message: SpanMessage | null };

/** A span as far as flows are made of it. Ids are lower-case hex. */
export type FlowSpan = {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  kind: number;
  service: string;
  startNs: bigint;
  endNs: bigint;
  method: string | null;
  route: string | null;
  httpStatus: number | null;
  /** It says of itself that it went wrong. */
  failed: boolean;
  requestId: string | null;
  /** What the span itself says: this flow, another one, or none. */
  names: 'this' | 'other' | 'none';
  /** The Kafka record that it sends or processes, as far as it says. */
  message: SpanMessage | null;
  /** Of a span about messages that does not say which record it is about: what it points at. */
  links: FlowSpanLink[];
};

const mostSpans = 10_000;
const slackMs = 3_600_000;
/** `status.code` of a span that went wrong. */
const spanError = 2;

const messageKinds = `${spanKinds.producer}, ${spanKinds.consumer}`;

// Links stand in the packed detail, which is read only where they are the last way to know the record.
const columns = `trace, span_id, parent_id, kind, service, start_ns, end_ns, method, route, http_status, status, request_id,
  topic, record_partition, record_offset, consumer_group, correlation = $1 as is_this,
  case when kind in (${messageKinds}) and record_offset is null then detail end as detail`;

/**
 * The flow's spans in the order of their start: those that name it, those of its traces that name no flow, and those
 * that led to one of the former, whatever they name. At most 10,000 are read, by two indexes and never by a scan.
 */
export async function readFlowSpans(pool: pg.Pool, query: FlowSpansQuery): Promise<FlowSpan[]> {
  const { correlationId, traceIds, from, to, most = mostSpans } = query;
  const traces = traceIds.map((id) => id.toLowerCase()).filter((id) => /^[0-9a-f]{32}$/.test(id));
  const { rows } = await pool.query<StoredSpan>(
    `select * from (
       (select ${columns} from span where correlation = $1 and ts >= $3 and ts < $4 limit $5)
       union
       (select ${columns} from span where trace = any($2::uuid[]) and ts >= $3 and ts < $4 limit $5)
     ) found order by is_this desc nulls last, start_ns limit $5`,
    [
      askedKey(correlationId),
      traces,
      from ? new Date(from.getTime() - slackMs) : '-infinity',
      to ? new Date(to.getTime() + slackMs) : 'infinity',
      most,
    ],
  );
  const spans = rows.map(flowSpan).sort((a, b) => (a.startNs < b.startNs ? -1 : Number(a.startNs > b.startNs)));
  return spansOfFlow(spans);
}

/**
 * Pure: a trace may touch many flows, so that what names another one stays out; but the request that cancels an order
 * belongs to the order's flow even where its caller gave it an id of its own.
 */
export function spansOfFlow(spans: FlowSpan[]): FlowSpan[] {
  const byRef = new Map(spans.map((span) => [spanRef(span.traceId, span.spanId), span]));
  const kept = new Set(spans.filter(({ names }) => names === 'none'));
  for (const span of spans) {
    if (span.names !== 'this') continue;
    let at: FlowSpan | undefined = span;
    while (at && (at === span || !kept.has(at))) {
      kept.add(at);
      at = at.parentSpanId === null ? undefined : byRef.get(spanRef(at.traceId, at.parentSpanId));
    }
  }
  return spans.filter((span) => kept.has(span));
}

type StoredSpan = {
  trace: string;
  span_id: string;
  parent_id: string | null;
  kind: number;
  service: string;
  start_ns: string;
  end_ns: string;
  method: string | null;
  route: string | null;
  http_status: number | null;
  status: number;
  request_id: string | null;
  topic: string | null;
  record_partition: number | null;
  record_offset: string | null;
  consumer_group: string | null;
  is_this: boolean | null;
  detail: Buffer | null;
};

function flowSpan(row: StoredSpan): FlowSpan {
  return {
    traceId: row.trace.replaceAll('-', ''),
    spanId: idHex(BigInt(row.span_id)),
    parentSpanId: row.parent_id === null ? null : idHex(BigInt(row.parent_id)),
    kind: row.kind,
    service: row.service,
    startNs: BigInt(row.start_ns),
    endNs: BigInt(row.end_ns),
    method: row.method,
    route: row.route,
    httpStatus: row.http_status,
    failed: row.status === spanError,
    requestId: row.request_id,
    names: namesOf(row.is_this),
    message: messageOf(row),
    links: row.detail === null ? [] : linksOf(row.detail),
  };
}

function messageOf({ topic, record_partition, record_offset, consumer_group }: StoredSpan): SpanMessage | null {
  if (topic === null) return null;
  const offset = record_offset === null ? null : BigInt(record_offset);
  return { topic, partition: record_partition, offset, group: consumer_group };
}

function linksOf(detail: Buffer): FlowSpanLink[] {
  const { attributes, links } = unpackDetail(detail);
  return links.map(({ traceId, spanId, attributes: own }) => ({
    ref: spanRef(traceId, spanId),
    // In a batch the span names the topic, its links what differs from message to message.
    message: messageOfSpan({ ...attributes, ...own }),
  }));
}

function namesOf(isThis: boolean | null): FlowSpan['names'] {
  if (isThis === null) return 'none';
  return isThis ? 'this' : 'other';
}
