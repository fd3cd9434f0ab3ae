import { dayMs, idKey } from '#server/platform/db/index.ts';
import { correlationOfSpan, messageOfSpan } from './message-of-span.ts';
import { requestOfSpan } from './request-of-span.ts';
import { type Span, spanKinds } from './span.ts';
import { packDetail } from './span-detail.ts';

/** A span as table `span` keeps it. */
export type SpanRow = {
  ts: Date;
  startNs: bigint;
  endNs: bigint;
  spanId: bigint;
  parentId: bigint | null;
  offset: bigint | null;
  partition: number | null;
  httpStatus: number | null;
  kind: number;
  status: number;
  trace: string;
  correlation: string | null;
  service: string;
  name: string;
  method: string | null;
  route: string | null;
  requestId: string | null;
  topic: string | null;
  group: string | null;
  detail: Buffer;
};

/** A row, the flow it names, whether it is a REST call, for which the page of that flow is woken, and the build it came from. */
export type NewSpan = { row: SpanRow; flow: string | null; isRequest: boolean; build: string | null };

const longestText = 500;
/** Longer ones would not fit into an index beside the name of a group. */
const longestBuild = 100;

/** `keepDays`: how far back a start may lie before it is filed under the oldest day that is kept. */
export function spanRow(span: Span, now: Date, keepDays: number): NewSpan {
  const message = messageOfSpan(span.attributes);
  const request = requestOfSpan(span);
  const correlation = correlationOfSpan(span.attributes);
  const row: SpanRow = {
    ts: clamp(span.startNs, now, keepDays),
    startNs: span.startNs,
    endNs: span.endNs,
    spanId: idNumber(span.spanId),
    parentId: span.parentSpanId === null ? null : idNumber(span.parentSpanId),
    offset: message?.offset ?? null,
    partition: message?.partition ?? null,
    httpStatus: request?.status ?? null,
    kind: span.kind,
    status: span.status.code,
    trace: span.traceId,
    correlation: correlation === null ? null : idKey(correlation),
    service: plain(span.service),
    name: plain(span.name),
    method: plainOrNull(request?.method),
    route: plainOrNull(request?.route),
    requestId: plainOrNull(request?.requestId),
    topic: plainOrNull(message?.topic),
    group: plainOrNull(message?.group),
    detail: packDetail(span),
  };
  const isRequest = request !== null && span.kind === spanKinds.server;
  return { row, flow: correlation, isRequest, build: buildOf(span) };
}

/** A span id fills a bigint exactly; the highest bit becomes the sign. */
export function idNumber(hex: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${hex}`));
}

export function idHex(number: bigint): string {
  return BigInt.asUintN(64, number).toString(16).padStart(16, '0');
}

/** One wrong clock must not make a partition in 1970, nor one that outlives all others. */
function clamp(startNs: bigint, now: Date, keepDays: number): Date {
  const startMs = Number(startNs / 1_000_000n);
  const earliest = now.getTime() - keepDays * dayMs;
  return new Date(Math.min(Math.max(startMs, earliest), now.getTime() + dayMs));
}

function plainOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : plain(text);
}

function buildOf({ resource }: Span): string | null {
  const build = resource['service.version'];
  return typeof build === 'string' && build !== '' ? plain(build.slice(0, longestBuild)) : null;
}

/** PostgreSQL's text takes neither NUL nor half a character. */
function plain(text: string): string {
  return text.slice(0, longestText).toWellFormed().replaceAll('\u0000', '\ufffd');
}
