import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TopicMapping } from '#schemas/api/mapping.ts';
import { compileMappings } from '#server/mapping/index.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { parseRecord } from './parse-record.ts';
import { hasProblem, recordProblems } from './record-problems.ts';
import { sampleRecord } from './test-store.ts';

const options = { nowMs: Date.now(), pastMs: 7 * 86_400_000 };
type Part = Partial<Omit<KafkaRecord, 'value' | 'headers'>> & { value?: unknown; headers?: Record<string, string> };

function parse({ value = null, headers = {}, ...part }: Part, mapping?: Omit<TopicMapping, 'topics'>) {
  const bytes = value === null || Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
  const list = Object.entries(headers).map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]);
  const record = sampleRecord({}, { topic: 'shop.orders', key: null, ...part, value: bytes, headers: list });
  const compiled = mapping && compileMappings([{ topics: ['shop.*'], ...mapping }]).forTopic('shop.orders');
  const parsed = parseRecord(record, options, compiled ?? null);
  return { ...parsed, keys: parsed.refs.map(({ kind, id }) => `${kind}=${id.text ?? id.key}`) };
}
const marked = (flags: number, ...names: (keyof typeof recordProblems)[]) =>
  names.every((name) => (flags & recordProblems[name]) !== 0);

describe('a mapping', () => {
  test('reads any record whatever without throwing', () => {
    const bytes = fc.option(fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)));
    const value = fc.oneof(
      bytes,
      fc.json().map((text) => Buffer.from(text)),
    );
    const headers = fc.dictionary(fc.string(), fc.string());
    const mapping = {
      correlation: ['$.a.b', 'header:a', 'key'],
      type: ['$[0]', 'topic'],
      time: ['$.t'],
      version: ['$.v', 'header:v'],
      businessKeys: { order: ['$[*].id', '$.a', 'key'] },
    };
    fc.assert(
      fc.property(bytes, value, headers, (key, any, given) => {
        const { tsMs, eventMs, keys } = parse({ key, value: any, headers: given }, mapping);
        expect(Number.isSafeInteger(tsMs) && Number.isSafeInteger(eventMs)).toBe(true);
        expect(keys.length).toBeLessThanOrEqual(17);
      }),
    );
  });

  test.each([
    ['of 10 kB', 'x'.repeat(10_000)],
    ['with a NUL byte', 'a\0b'],
    ['right to left', 'a\u202eb'],
  ])('gives no id %s that cannot be shown', (_, id) => {
    const { correlation, type, flags } = parse({ value: { id } }, { correlation: ['$.id'], type: ['$.id'] });
    expect(correlation?.text).toMatch(/~[0-9a-f]{32}$/);
    expect(type).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(marked(flags, 'unprintableId', 'unprintableName')).toBe(true);
  });

  test('takes no id from an object, a list or a truth, and asks its next source', () => {
    const value = { a: { id: {} }, b: [1], c: true, d: 7 };
    const { correlation } = parse({ value }, { correlation: ['$.a.id', '$.b', '$.c', '$.d'] });
    expect(correlation?.text).toBe('7');
  });

  test('keeps all digits of a number beyond 2^53', () => {
    const value = Buffer.from('{"ref":{"no":12345678901234567890}}');
    expect(parse({ value }, { correlation: ['$.ref.no'] }).correlation?.text).toBe('12345678901234567890');
  });

  test('marks what it names where that is no version or no time', () => {
    const { flags, version } = parse({ value: { v: '1.2', at: 'yesterday' } }, { version: ['$.v'], time: ['$.at'] });
    expect(version).toBeNull();
    expect(marked(flags, 'badVersion', 'badEventTime')).toBe(true);
  });

  test('counts over the built-in names, which do not disagree with it', () => {
    const parsed = parse(
      { headers: { correlation_id: 'broker', event_id: 'e' }, value: { correlation_id: 'other', saga: { id: 's-1' } } },
      { correlation: ['$.saga.id'] },
    );
    expect(parsed.correlation?.text).toBe('s-1');
    expect(parsed.eventId?.text).toBe('e');
    expect(marked(parsed.flags, 'disagreement')).toBe(false);
  });

  test('leaves to the built-in names what it does not find', () => {
    const parsed = parse({ headers: { correlation_id: 'c' }, value: {} }, { correlation: ['$.saga.id'] });
    expect(parsed.correlation?.text).toBe('c');
  });

  test('names every field, from any place of the record', () => {
    const at = Date.now() - 5_000;
    const parsed = parse(
      { key: Buffer.from('k-1'), headers: { 'X-Msg': 'm-1', by: 'm-0' }, value: { meta: { at, v: 3, from: 'web' } } },
      {
        correlation: ['key'],
        eventId: ['header:x-msg'],
        type: ['topic'],
        version: ['$.meta.v'],
        time: ['$.meta.at'],
        service: ['$.meta.from'],
        causation: ['header:by'],
      },
    );
    expect(parsed).toMatchObject({
      correlation: { text: 'k-1' },
      eventId: { text: 'm-1' },
      type: 'shop.orders',
      version: 3,
      eventMs: at,
      service: 'web',
      causation: { text: 'm-0' },
    });
    expect(hasProblem(parsed.flags)).toBe(false);
  });

  test('puts its business keys first, leaves out what is ignored, and finds the usual ones too', () => {
    const value = { no: 'T-9', tenant_id: 't', orderId: 'o', lines: [{ sku: 1 }, { sku: 2 }] };
    const mapping = { businessKeys: { ticket: ['$.no'], article: ['$.lines[*].sku'] }, ignoreKeys: ['tenant'] };
    expect(parse({ value }, mapping).keys).toEqual(['ticket=T-9', 'article=1', 'article=2', 'order=o']);
  });

  test('without a correlation id makes flows of its first business key', () => {
    const { correlation, flags } = parse(
      { value: { person: 'p', orderId: 'o' } },
      { businessKeys: { person: ['$.person'] } },
    );
    expect(correlation?.text).toBe('p');
    expect(marked(flags, 'flowByKey')).toBe(true);
  });
});

describe('plain JSON without an envelope', () => {
  test.each([
    ['who takes part only', { customerId: 'c', driver_id: 'd' }],
    ['no id', { status: 'paid' }],
    ['a list', [{ order: 1 }]],
  ])('with %s belongs to no flow', (_, value) => {
    const { correlation, flags, type } = parse({ key: Buffer.from('k'), value });
    expect([correlation, type]).toEqual([null, null]);
    expect(marked(flags, 'noCorrelation', 'noType', 'noEventId')).toBe(true);
  });

  test('belongs to the flow of its order, has the type it calls itself, else its topic, and no problem', () => {
    const parsed = parse({
      value: { customerId: 'c', payment_id: 'p', order: { orderId: 'o-1' }, event: 'OrderPaid' },
    });
    expect(parsed).toMatchObject({ correlation: { text: 'o-1' }, type: 'OrderPaid', eventId: null });
    expect(hasProblem(parsed.flags)).toBe(false);
    expect(marked(parsed.flags, 'flowByKey')).toBe(true);
    expect(parsed.keys).toEqual(['customer=c', 'payment=p', 'order=o-1']);
    expect(parse({ value: { orderId: 'o-1', type: 7 } }).type).toBe('shop.orders');
  });

  test('with any part of an envelope but a correlation id is held to it', () => {
    const { correlation, flags } = parse({ value: { event_id: 'e', order_id: 'o' } });
    expect(correlation).toBeNull();
    expect(marked(flags, 'noCorrelation', 'noType')).toBe(true);
  });
});

describe('a CloudEvent', () => {
  const binary = {
    ce_specversion: '1.0',
    ce_id: 'e-1',
    ce_type: 'com.example.order.paid',
    ce_source: '/shop/payments',
    ce_time: new Date().toISOString(),
    ce_subject: 'orders/4711',
    'content-type': 'application/json',
  };
  const structured = {
    specversion: '1.0',
    id: 'e-1',
    type: 'com.example.order.paid',
    source: '/shop/payments',
    time: binary.ce_time,
    subject: 'orders/4711',
    datacontenttype: 'application/json',
  };
  const read = {
    type: 'com.example.order.paid',
    service: '/shop/payments',
    eventId: { text: 'e-1' },
    eventMs: Date.parse(binary.ce_time),
  };
  const both = (attributes: Record<string, string>, data: unknown) => [
    parse({
      headers: {
        ...binary,
        ...Object.fromEntries(Object.entries(attributes).map(([name, text]) => [`ce_${name}`, text])),
      },
      value: data,
    }),
    parse({
      headers: { 'content-type': 'application/cloudevents+json' },
      value: { ...structured, ...attributes, data },
    }),
  ];

  test('is read alike in both modes, with the extensions for correlation and trace', () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const extensions = { correlationid: 'c-1', causationid: 'e-0', traceparent: `00-${trace}-00f067aa0ba902b7-01` };
    for (const parsed of both(extensions, { amount: 3 })) {
      expect(parsed).toMatchObject({ ...read, correlation: { text: 'c-1' }, causation: { text: 'e-0' }, trace });
      expect(hasProblem(parsed.flags)).toBe(false);
      expect(parsed.keys).toContain('subject=orders/4711');
    }
  });

  test('without that extension belongs to the flow of its order, else of its subject', () => {
    for (const parsed of both({}, { orderId: 'o-1', customerId: 'c' })) {
      expect(parsed).toMatchObject({ ...read, correlation: { text: 'o-1' } });
      expect(hasProblem(parsed.flags)).toBe(false);
    }
    for (const parsed of both({}, { customerId: 'c' })) {
      expect(parsed).toMatchObject({ ...read, correlation: { text: 'orders/4711' } });
    }
  });
});
