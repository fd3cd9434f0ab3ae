import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeJson } from './decode-json.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { anyRequest, delimited, jsonBody, protobufBody, type SampleSpan, text } from './sample-requests.ts';
import { BadRequest, TooLarge } from './span.ts';

const span: SampleSpan = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  name: 'POST /orders',
  kind: 2,
  startTimeUnixNano: 1_795_543_200_000_000_001n,
  endTimeUnixNano: 1_795_543_200_042_000_000n,
  attributes: [text('http.request.method', 'POST')],
  status: { code: 2 },
};
const request = { service: 'orders', scope: { name: 'nibble', version: '1' }, spans: [span] };

const refusedOf = (change: object) =>
  Array.from(decodeJson(jsonBody(request, (good) => ({ ...good, ...change }))).refused);

describe('bodies that are wrong as a whole', () => {
  test.each(['', 'null', '[]', '"x"', '{"resourceSpans":{}}', '{"resourceSpans":[1]}', '{"resourceSpans":[{'])(
    'JSON %j',
    (body) => expect(() => decodeJson(Buffer.from(body))).toThrow(BadRequest),
  );

  test('protobuf that ends too early, or is none', () => {
    const good = protobufBody(request);
    expect(() => decodeProtobuf(good.subarray(0, good.length - 3))).toThrow(BadRequest);
    expect(() => decodeProtobuf(Buffer.from('{"resourceSpans":[]}'))).toThrow(BadRequest);
  });

  test('any bytes and any cut of a good body either decode or are refused as BadRequest', () => {
    const good = protobufBody(request);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
      fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, byte]) => {
        const changed = Buffer.from(good);
        changed[at] = byte;
        return changed;
      }),
    );
    fc.assert(
      fc.property(bytes, (body) => {
        for (const decode of [decodeProtobuf, decodeJson]) {
          try {
            decode(body);
          } catch (failure) {
            expect(failure).toBeInstanceOf(BadRequest);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a small body that unfolds into millions of spans is too large', () => {
    const empty: [number, Uint8Array][] = Array.from({ length: 100_001 }, () => [2, new Uint8Array()]);
    const body = Buffer.from(delimited([[1, delimited([[2, delimited(empty)]])]]));
    expect(() => decodeProtobuf(body)).toThrow(TooLarge);
    expect(() => decodeJson(Buffer.from(`[${'[],'.repeat(1_500_000)}[]]`))).toThrow(TooLarge);
  });

  test('attributes nested without end are cut, not followed', () => {
    const deep = `${'{"arrayValue":{"values":['.repeat(5_000)}{"intValue":1}${']}}'.repeat(5_000)}`;
    const body = JSON.stringify({
      resourceSpans: [{ scopeSpans: [{ spans: [{ ...span, startTimeUnixNano: '1', endTimeUnixNano: '2' }] }] }],
    }).replace('{"stringValue":"POST"}', deep);
    const { spans } = decodeJson(Buffer.from(body));
    expect(JSON.stringify(spans[0]?.attributes)).toContain('…');
  });
});

describe('spans that are wrong', () => {
  test.each([
    [
      'C26: ids in base64',
      { traceId: 'CvdlGRbNQ92ESOshHIAxnA==' },
      /traceId must be 32 hexadecimal digits .*not in base64/,
    ],
    ['a short id', { spanId: 'b7ad' }, /spanId must be 16 hexadecimal digits/],
    ['an id of zeros', { traceId: '0'.repeat(32) }, /traceId is missing or zero/],
    ['no id', { spanId: undefined }, /spanId is missing or zero/],
    ['C27: the name of an enum', { kind: 'SPAN_KIND_SERVER' }, /kind must be the enum's number/],
    ['C27: the name of a status', { status: { code: 'STATUS_CODE_ERROR' } }, /code must be the enum's number/],
    ['no start', { startTimeUnixNano: '0' }, /startTimeUnixNano is missing/],
    ['a time before 1970', { startTimeUnixNano: '-5' }, /startTimeUnixNano must be nanoseconds/],
    ['a time that is no number', { endTimeUnixNano: '2026-11-24T00:00:00Z' }, /endTimeUnixNano must be nanoseconds/],
    ['attributes as an object', { attributes: { a: 1 } }, /attributes must be a list/],
    ['an attribute that is no object', { attributes: ['a'] }, /an attribute must be an object/],
    [
      'an attribute value that is bare',
      { attributes: [{ key: 'a', value: 'b' }] },
      /attribute value must be an object/,
    ],
    ['a link without ids', { links: [{}] }, /traceId is missing or zero/],
    ['snake case only', { traceId: undefined, trace_id: span.traceId }, /traceId is missing or zero/],
  ])('%s', (_what, change, reason) => {
    const refused = refusedOf(change);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.[0]).toMatch(reason);
  });

  test('C30: one broken span does not spoil the others, in either encoding', () => {
    const broken = { ...span, traceId: 'ab' };
    const half = { ...request, spans: [span, broken, { ...span, spanId: '00000000000000ff' }, broken] };
    for (const { spans, refused } of [decodeJson(jsonBody(half)), decodeProtobuf(protobufBody(half))]) {
      expect(spans.map((one) => one.spanId)).toEqual([span.spanId, '00000000000000ff']);
      expect(Array.from(refused.values())).toEqual([2]);
    }
  });

  test('a span whose bytes are broken inside is refused alone', () => {
    const bytes = delimited([
      [2, Uint8Array.of(0x0a, 0x50, 1)],
      [2, Uint8Array.of(0xff)],
    ]);
    const { spans, refused } = decodeProtobuf(Buffer.from(delimited([[1, delimited([[2, bytes]])]])));
    expect([spans.length, Array.from(refused)]).toEqual([0, [['the bytes of the span are no protobuf of one', 2]]]);
  });
});

describe('spans that are right', () => {
  test('C25: the same request as protobuf and as JSON gives the same spans', () => {
    fc.assert(
      fc.property(anyRequest, (any) => {
        expect(decodeProtobuf(protobufBody(any))).toEqual(decodeJson(jsonBody(any)));
      }),
      { numRuns: 300 },
    );
  });

  test('C26: ids are hex in any case', () => {
    const { spans } = decodeJson(jsonBody(request, (good) => ({ ...good, traceId: span.traceId.toUpperCase() })));
    expect(spans[0]?.traceId).toBe(span.traceId);
  });

  test('C27: unknown fields are skipped', () => {
    const { spans } = decodeJson(
      jsonBody(request, (good) => ({ ...good, invented: { a: [1] }, start_time_unix_nano: 7 })),
    );
    expect(spans).toEqual(decodeJson(jsonBody(request)).spans);
    const extended = Buffer.concat([protobufBody(request), delimited([[77, Buffer.from('later')]])]);
    expect(decodeProtobuf(extended)).toEqual(decodeProtobuf(protobufBody(request)));
  });

  test('64-bit numbers come as text or as numbers; null means absent', () => {
    const { spans } = decodeJson(
      jsonBody(request, (good) => ({
        ...good,
        startTimeUnixNano: 5,
        endTimeUnixNano: '7',
        parentSpanId: null,
        links: null,
      })),
    );
    expect(spans[0]).toMatchObject({ startNs: 5n, endNs: 7n, parentSpanId: null, links: [] });
  });

  test('C36: what is beyond the limits is counted, with what the sender had dropped before', () => {
    const many = Array.from({ length: 130 }, (_, at) => text(`a${at}`, 'x'));
    const crowded = { ...span, attributes: many, droppedAttributesCount: 3 };
    const { spans } = decodeProtobuf(protobufBody({ ...request, spans: [crowded] }));
    expect(Object.keys(spans[0]?.attributes ?? {})).toHaveLength(128);
    expect(spans[0]?.dropped).toEqual({ attributes: 5, events: 0, links: 0 });
  });

  test('an empty request has no spans', () => {
    for (const decoded of [decodeProtobuf(Buffer.alloc(0)), decodeJson(Buffer.from('{}'))]) {
      expect(decoded).toEqual({ spans: [], refused: new Map() });
    }
  });
});
