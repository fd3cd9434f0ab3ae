import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeProtobuf } from './decode-protobuf.ts';
import { anyRequest, protobufBody, type SampleAttribute, type SampleSpan, text, whole } from './sample-requests.ts';
import { packDetail, unpackDetail } from './span-detail.ts';
import { idHex, idNumber, type NewSpan, spanRow } from './span-row.ts';

const now = new Date('2026-11-24T12:00:00Z');
const startNs = BigInt(now.getTime()) * 1_000_000n;

function rowOf(attributes: SampleAttribute[], change: Partial<SampleSpan> = {}): NewSpan {
  const span = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    startTimeUnixNano: startNs,
    attributes,
    ...change,
  };
  const { spans } = decodeProtobuf(protobufBody({ service: 's', scope: { name: '', version: '' }, spans: [span] }));
  const [read] = spans;
  if (!read) throw new Error('refused');
  return spanRow(read, now, 7);
}

describe('what is odd', () => {
  test('times of a wrong clock are filed under days that are kept, and stay what they were', () => {
    const early = rowOf([], { startTimeUnixNano: 1n }).row;
    const late = rowOf([], { startTimeUnixNano: 2n ** 63n - 1n }).row;
    expect([early.ts.toISOString(), early.startNs]).toEqual(['2026-11-17T12:00:00.000Z', 1n]);
    expect([late.ts.toISOString(), late.startNs]).toEqual(['2026-11-25T12:00:00.000Z', 2n ** 63n - 1n]);
  });

  test('NUL and half characters do not reach the database', () => {
    const { row } = rowOf([text('http.request.method', 'G\u0000T')], { kind: 2, name: 'a\u0000b' });
    expect([row.method, row.name]).toEqual(['G\ufffdT', 'a\ufffdb']);
  });

  test('an offset or partition that is none is left out', () => {
    const attributes = [
      text('messaging.system', 'kafka'),
      text('kafka.offset', '99999999999999999999'),
      text('messaging.destination.partition.id', 'all'),
    ];
    expect(rowOf(attributes).row).toMatchObject({ offset: null, partition: null });
  });

  test('a span of another messaging system names no Kafka record', () => {
    const attributes = [
      text('messaging.system', 'rabbitmq'),
      text('messaging.destination.name', 'q'),
      whole('kafka.offset', 1),
    ];
    expect(rowOf(attributes).row).toMatchObject({ topic: null, offset: null });
  });
});

describe('C34: each generation of attribute names is the same record', () => {
  const generations: [string, SampleAttribute[]][] = [
    [
      '1.45',
      [
        text('messaging.system.name', 'kafka'),
        text('messaging.destination.name', 'order-events'),
        text('messaging.destination.partition.id', '2'),
        whole('kafka.offset', 12),
        text('messaging.consumer.group.name', 'payments'),
        text('messaging.message.conversation_id', 'order-7'),
      ],
    ],
    [
      '1.30, offset as text',
      [
        text('messaging.system', 'kafka'),
        text('messaging.destination.name', 'order-events'),
        text('messaging.destination.partition.id', '2'),
        text('messaging.kafka.offset', '12'),
        text('messaging.consumer.group.name', 'payments'),
        text('messaging.message.conversation_id', 'order-7'),
      ],
    ],
    [
      '1.17',
      [
        text('messaging.system', 'kafka'),
        text('messaging.destination.name', 'order-events'),
        whole('messaging.kafka.destination.partition', 2),
        whole('messaging.kafka.message.offset', 12),
        text('messaging.kafka.consumer.group', 'payments'),
        text('correlation.id', 'order-7'),
      ],
    ],
    [
      'before',
      [
        text('messaging.system', 'kafka'),
        text('messaging.destination', 'order-events'),
        whole('messaging.kafka.partition', 2),
        text('messaging.kafka.message.offset', '12'),
        text('messaging.kafka.consumer_group', 'payments'),
        text('messaging.conversation_id', 'order-7'),
      ],
    ],
  ];

  test.each(generations)('%s', (_generation, attributes) => {
    const { row } = rowOf(attributes, { kind: 5 });
    expect(row).toMatchObject({ topic: 'order-events', partition: 2, offset: 12n, group: 'payments' });
    expect(row.correlation).toBe(rowOf([text('correlation.id', 'order-7')]).row.correlation);
  });
});

describe('what is kept', () => {
  test('REST calls by stable and by old HTTP names', () => {
    const stable = [
      text('http.request.method', 'GET'),
      text('http.route', '/orders/{id}'),
      whole('http.response.status_code', 200),
      text('nibble.request_id', 'request-1'),
    ];
    const old = [text('http.method', 'GET'), text('http.target', '/orders/7?x=1'), whole('http.status_code', 404)];
    expect(rowOf(stable, { kind: 2 }).row).toMatchObject({
      method: 'GET',
      route: '/orders/{id}',
      httpStatus: 200,
      requestId: 'request-1',
    });
    expect(rowOf(old, { kind: 2 }).row).toMatchObject({ method: 'GET', route: '/orders/7', httpStatus: 404 });
    expect(rowOf(stable, { kind: 1 }).row.method).toBeNull();
  });

  test('a span id fits a bigint and comes back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (id) => {
        const hex = id.toString(16).padStart(16, '0');
        expect(idHex(idNumber(hex))).toBe(hex);
        expect(BigInt.asIntN(64, idNumber(hex))).toBe(idNumber(hex));
      }),
    );
  });

  test('detail comes back as it was packed', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        for (const span of decodeProtobuf(protobufBody(request)).spans) {
          const { attributes, events, links, dropped, traceState, resource, scope, status } = span;
          expect(unpackDetail(packDetail(span))).toEqual({
            attributes,
            events,
            links,
            dropped,
            traceState,
            resource,
            scope: scope.name === '' ? { name: '', version: '' } : scope,
            statusMessage: status.message,
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a detail without bounds is cut to its attributes, and says what it dropped', () => {
    const bulky = Array.from({ length: 100 }, (_, at) => text(`a${at}`, 'x'.repeat(8_000)));
    const links = [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }];
    const detail = unpackDetail(rowOf(bulky, { links }).row.detail);
    expect(Object.keys(detail.attributes)).toHaveLength(100);
    expect(detail.links).toEqual([]);
    expect(detail.dropped.links).toBe(1);
  });
});
