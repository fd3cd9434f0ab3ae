import fc from 'fast-check';
import protobuf from 'protobufjs/light.js';
import { otlpTypes } from './otlp-schema.ts';

/** For tests: one request with spans, to be written in either encoding of OTLP. */
export type SampleValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: bigint }
  | { doubleValue: number }
  | { bytesValue: Buffer }
  | { arrayValue: { values: SampleValue[] } }
  | { kvlistValue: { values: SampleAttribute[] } };
export type SampleAttribute = { key: string; value?: SampleValue };
export type SampleSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  traceState?: string;
  name?: string;
  kind?: number;
  startTimeUnixNano: bigint;
  endTimeUnixNano?: bigint;
  attributes?: SampleAttribute[];
  droppedAttributesCount?: number;
  events?: { timeUnixNano: bigint; name?: string; attributes?: SampleAttribute[] }[];
  links?: { traceId: string; spanId: string; traceState?: string; attributes?: SampleAttribute[] }[];
  status?: { code?: number; message?: string };
};
export type SampleRequest = {
  service: string;
  /** Further attributes of the resource. */
  resource?: SampleAttribute[];
  scope: { name: string; version: string };
  spans: SampleSpan[];
};

export const text = (key: string, value: string): SampleAttribute => ({ key, value: { stringValue: value } });
export const whole = (key: string, value: number): SampleAttribute => ({ key, value: { intValue: BigInt(value) } });

/** OTLP/JSON: hex ids, integers as text, bytes as base64. */
export function jsonBody(request: SampleRequest, change: (span: object) => object = (span) => span): Buffer {
  const spans = request.spans.map((span) => change(JSON.parse(JSON.stringify(span, jsonField))));
  const resource = { attributes: resourceOf(request) };
  return Buffer.from(JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: request.scope, spans }] }] }));
}

function resourceOf({ service, resource = [] }: SampleRequest): SampleAttribute[] {
  return [text('service.name', service), ...resource];
}

function jsonField(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return isBufferJson(value) ? Buffer.from(value.data).toString('base64') : value;
}

function isBufferJson(value: unknown): value is { data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value;
}

/** The same in protobuf. The outer messages are put together by hand, as the reader takes them apart by hand. */
export function protobufBody(request: SampleRequest): Buffer {
  const resource = otlpTypes.resource.encode(binary({ attributes: resourceOf(request) })).finish();
  const scope = otlpTypes.scope.encode(request.scope).finish();
  const spans = request.spans.map((span) => otlpTypes.span.encode(binary(span)).finish());
  const scopeSpans = delimited([[1, scope], ...spans.map((span): [number, Uint8Array] => [2, span])]);
  return Buffer.from(
    delimited([
      [
        1,
        delimited([
          [1, resource],
          [2, scopeSpans],
        ]),
      ],
    ]),
  );
}

/** Length-delimited fields one after another. */
export function delimited(fields: [number: number, bytes: Uint8Array][]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const [number, bytes] of fields) writer.uint32((number << 3) | 2).bytes(bytes);
  return writer.finish();
}

const idFields = new Set(['traceId', 'spanId', 'parentSpanId']);

function binary(value: object): { [key: string]: unknown } {
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      if (idFields.has(key) && typeof field === 'string') return [key, Buffer.from(field, 'hex')];
      return [key, binaryValue(field)];
    }),
  );
}

function binaryValue(value: unknown): unknown {
  // protobufjs takes a 64-bit integer as text too.
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(binaryValue);
  if (Buffer.isBuffer(value)) return value;
  return typeof value === 'object' && value !== null ? binary(value) : value;
}

const id = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .filter((array) => array.some((byte) => byte > 0))
    .map((array) => Buffer.from(array).toString('hex'));
const time = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
const words = fc.string({ unit: 'grapheme', maxLength: 20 });

const { value } = fc.letrec<{ value: SampleValue; attribute: SampleAttribute }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ stringValue: words }),
    fc.record({ boolValue: fc.boolean() }),
    fc.record({ intValue: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) }),
    fc.record({ doubleValue: fc.double() }),
    fc.record({ bytesValue: fc.uint8Array({ maxLength: 9 }).map((array) => Buffer.from(array)) }),
    fc.record({ arrayValue: fc.record({ values: fc.array(tie('value'), { maxLength: 3 }) }) }),
    fc.record({ kvlistValue: fc.record({ values: fc.array(tie('attribute'), { maxLength: 3 }) }) }),
  ),
  attribute: fc.record({ key: words, value: tie('value') }, { requiredKeys: ['key'] }),
}));
const attributes = fc.array(fc.record({ key: words, value }, { requiredKeys: ['key'] }), { maxLength: 5 });

const anySpan: fc.Arbitrary<SampleSpan> = fc.record(
  {
    traceId: id(16),
    spanId: id(8),
    parentSpanId: id(8),
    traceState: words,
    name: words,
    kind: fc.integer({ min: 0, max: 7 }),
    startTimeUnixNano: time,
    endTimeUnixNano: time,
    attributes,
    droppedAttributesCount: fc.nat(),
    events: fc.array(fc.record({ timeUnixNano: time, name: words, attributes }), { maxLength: 2 }),
    links: fc.array(fc.record({ traceId: id(16), spanId: id(8), traceState: words, attributes }), { maxLength: 2 }),
    status: fc.record({ code: fc.integer({ min: 0, max: 3 }), message: words }),
  },
  { requiredKeys: ['traceId', 'spanId', 'startTimeUnixNano'] },
);

export const anyRequest: fc.Arbitrary<SampleRequest> = fc.record({
  service: fc.string({ minLength: 1, maxLength: 10 }),
  scope: fc.record({ name: words, version: words }),
  spans: fc.array(anySpan, { maxLength: 4 }),
});
