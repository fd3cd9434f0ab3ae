import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Attributes, AttributeValue, Span } from './span.ts';

/** What is shown of a span beyond its columns. */
export type SpanDetail = Pick<
  Span,
  'attributes' | 'events' | 'links' | 'dropped' | 'traceState' | 'resource' | 'scope'
> & {
  statusMessage: string;
};

/** The first byte of what is packed names the dictionary; one that was ever written stays. */
const packing = 1;
const largestDetail = 256 * 1024;
/** A small window and table, as spans are small: making them is what takes the time. Measured: a fifth of the default's. */
const deflate = { level: 1, windowBits: 12, memLevel: 5 };

// Spans are small and alike: what they have in common, the most usual last, is known beforehand instead of stored.
const dictionary = Buffer.from(
  [
    '"exception.type","exception.message","exception.stacktrace":"Error: \\n    at async (file:///',
    '"url.full":"http://127.0.0.1:"server.address":"127.0.0.1"url.template":"/"error.type":"',
    '"http.request.method":"GET","PUT","PATCH","DELETE","POST"http.route":"/orders/{id}"/restaurants/{id}/menu"',
    '"url.path":"/"url.scheme":"http"server.port":"nibble.request_id":"http.response.status_code":200,201,404,500',
    '"messaging.system":"kafka","messaging.operation":"publish"messaging.kafka.consumer.group":"',
    '"messaging.operation.name":"send","messaging.operation.type":"send"',
    '"messaging.destination.name":"notification-events"driver-events"restaurant-events"payment-events"order-events"',
    '{"a":{"messaging.system.name":"kafka","messaging.operation.name":"process","messaging.operation.type":"process",',
    '"messaging.destination.name":"","messaging.destination.partition.id":"0","kafka.offset":1,"kafka.message.key":"",',
    '"messaging.consumer.group.name":"","messaging.message.id":"0",',
    '"messaging.message.conversation_id":"0","correlation.id":"0"},"l":[["","","",{},0]],"n":["nibble",""]}',
  ].join(''),
);

/** A span's detail in as few bytes as may be; one beyond 256 KiB keeps its attributes only, and says what it dropped. */
export function packDetail(span: Span): Buffer {
  const whole = detailText(span);
  const text = whole.length <= largestDetail ? whole : detailText(withoutBulk(span));
  return Buffer.concat([Buffer.from([packing]), deflateRawSync(text, { ...deflate, dictionary })]);
}

export function unpackDetail(packed: Buffer): SpanDetail {
  if (packed[0] !== packing) throw new RangeError(`unknown packing of span detail: ${packed[0]}`);
  return detailFrom(JSON.parse(inflateRawSync(packed.subarray(1), { dictionary }).toString('utf8')));
}

type PackedEvent = [timeNs: string, name: string, attributes: Attributes, dropped: number];
type PackedLink = [traceId: string, spanId: string, traceState: string, attributes: Attributes, dropped: number];

type Packed = {
  a: Attributes;
  e?: PackedEvent[];
  l?: PackedLink[];
  d?: [attributes: number, events: number, links: number];
  t?: string;
  m?: string;
  r?: Attributes;
  n?: [name: string, version: string];
};

function detailText(span: Span): string {
  const packed: Packed = { a: span.attributes };
  if (span.events.length > 0) packed.e = span.events.map((e) => [String(e.timeNs), e.name, e.attributes, e.dropped]);
  if (span.links.length > 0) {
    packed.l = span.links.map((l) => [l.traceId, l.spanId, l.traceState, l.attributes, l.dropped]);
  }
  const dropped: Packed['d'] = [span.dropped.attributes, span.dropped.events, span.dropped.links];
  if (dropped.some((count) => count > 0)) packed.d = dropped;
  if (span.traceState !== '') packed.t = span.traceState;
  if (span.status.message !== '') packed.m = span.status.message;
  if (Object.keys(span.resource).length > 0) packed.r = span.resource;
  if (span.scope.name !== '') packed.n = [span.scope.name, span.scope.version];
  return JSON.stringify(packed);
}

// What `detailText` wrote is what comes back: nothing else writes this column.
function detailFrom(packed: Packed): SpanDetail {
  const [attributes, events, links] = packed.d ?? [0, 0, 0];
  return {
    attributes: packed.a,
    events: (packed.e ?? []).map(([timeNs, name, of, dropped]) => ({
      timeNs: BigInt(timeNs),
      name,
      attributes: of,
      dropped,
    })),
    links: (packed.l ?? []).map(([traceId, spanId, traceState, of, dropped]) => ({
      traceId,
      spanId,
      traceState,
      attributes: of,
      dropped,
    })),
    dropped: { attributes, events, links },
    traceState: packed.t ?? '',
    statusMessage: packed.m ?? '',
    resource: packed.r ?? {},
    scope: { name: packed.n?.[0] ?? '', version: packed.n?.[1] ?? '' },
  };
}

function withoutBulk(span: Span): Span {
  const cut = Object.fromEntries(Object.entries(span.attributes).map(([name, value]) => [name, cutValue(value)]));
  return {
    ...span,
    attributes: cut,
    events: [],
    links: [],
    resource: {},
    status: { ...span.status, message: span.status.message.slice(0, 1_000) },
    traceState: '',
    dropped: {
      attributes: span.dropped.attributes,
      events: span.dropped.events + span.events.length,
      links: span.dropped.links + span.links.length,
    },
  };
}

function cutValue(value: AttributeValue): AttributeValue {
  if (typeof value === 'string') return value.length > 200 ? `${value.slice(0, 200)}…` : value;
  return typeof value === 'object' && value !== null ? '…' : value;
}
