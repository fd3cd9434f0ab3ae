import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idKey } from '#server/platform/db/index.ts';
import { parseRecord } from './parse-record.ts';
import { hasProblem, problemWords, recordProblems } from './record-problems.ts';
import { sampleRecord } from './test-store.ts';

const options = { nowMs: Date.now(), pastMs: 7 * 86_400_000 };
const parse = (record: Parameters<typeof sampleRecord>[1], event = {}) =>
  parseRecord(sampleRecord(event, record), options);
const header = (name: string, text: string): [string, Buffer] => [name, Buffer.from(text)];
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const refs = (parsed: ReturnType<typeof parse>) => parsed.refs.map(({ kind, id }) => `${kind}=${id.text ?? id.key}`);

describe('any record whatever', () => {
  const bytes = fc.option(fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)));
  const jsonBytes = fc.json().map((text) => Buffer.from(text));
  const name = fc.oneof(fc.constantFrom('event_id', 'event_time', 'correlation_id', 'traceparent', ''), fc.string());

  test('is read without throwing, and what cannot be read is marked', () => {
    const record = fc.record({
      key: bytes,
      value: fc.oneof(bytes, jsonBytes),
      headers: fc.array(fc.tuple(name, bytes)),
      timestamp: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    });
    fc.assert(
      fc.property(record, (any) => {
        const parsed = parse(any);
        expect(Number.isSafeInteger(parsed.tsMs) && Number.isSafeInteger(parsed.eventMs)).toBe(true);
        expect(problemWords(parsed.flags).length > 0).toBe(hasProblem(parsed.flags) || any.value === null);
      }),
    );
  });

  test.each([
    ['not JSON', Buffer.from('hello'), recordProblems.notJson],
    ['broken JSON', Buffer.from('{"a":'), recordProblems.notJson],
    ['empty', Buffer.alloc(0), recordProblems.notJson],
    ['Avro in Confluent’s wire format', Buffer.from([0, 0, 0, 0, 7, 1, 2]), recordProblems.notJson],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), recordProblems.invalidUtf8],
    ['a tombstone', null, recordProblems.tombstone],
    ['huge', Buffer.from(`"${'x'.repeat(5_000_000)}"`), recordProblems.tooLargeToRead],
  ])('%s is marked', (_, value, flag) => {
    expect(parse({ value }).flags & flag).toBe(flag);
  });

  test('JSON ten thousand levels deep is read', () => {
    const deep = Buffer.from(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`);
    expect(parse({ value: deep }).flags & recordProblems.notJson).toBe(0);
  });

  test('a thousand headers are read', () => {
    const headers = Array.from({ length: 1000 }, (_, index) => header(`h${index}`, 'x'.repeat(100)));
    expect(parse({ headers, value: null }).flags & recordProblems.hugeHeaders).toBe(recordProblems.hugeHeaders);
  });
});

describe('ids', () => {
  test.each([
    ['of 10 kB', 'x'.repeat(10_000)],
    ['with a NUL byte', 'a\0b'],
    ['right to left', 'a\u202eb'],
    ['with a lone surrogate', 'a\ud800'],
    ['with line breaks', 'a\nb'],
    ['with spaces at its ends', ' a '],
    ['that is a step in a path', '..'],
  ])('%s keep a text that can be shown and stored', (_, id) => {
    const { correlation, flags } = parse({ headers: [header('correlation_id', id)], value: null });
    expect(correlation?.text).toMatch(/~[0-9a-f]{32}$/);
    expect(correlation?.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(correlation?.text?.length).toBeLessThan(100);
    expect(flags & recordProblems.unprintableId).toBe(recordProblems.unprintableId);
  });

  test.each(['__proto__', 'constructor', `'; drop table event; --`, '<b>4711</b>', 'ünï-✓'])(
    'like %s stay as they are',
    (id) => {
      const { correlation } = parse({ headers: [header('correlation_id', id)], value: null });
      expect(correlation).toEqual({ key: idKey(id), text: id });
    },
  );

  test('that are UUIDs need no text, whatever their case', () => {
    const { correlation } = parse({}, { correlation: 'AB3F9B1C-0000-4000-8000-00000000000A' });
    expect(correlation).toEqual({ key: 'ab3f9b1c00004000800000000000000a', text: null });
  });
});

describe('the envelope', () => {
  test('is read from headers by its other names too', () => {
    const headers = [
      header('ce_id', 'e'),
      header('ce_type', 't'),
      header('Correlation-Id', 'c'),
      header('x-causation-id', 'p'),
    ];
    const parsed = parse({ headers, value: null });
    expect(parsed).toMatchObject({
      type: 't',
      eventId: { text: 'e' },
      correlation: { text: 'c' },
      causation: { text: 'p' },
    });
  });

  test('takes the better name, and of one name the last value, which is told', () => {
    const headers = [header('correlation_id', 'a'), header('correlation_id', 'b'), header('x-correlation-id', 'c')];
    const { correlation, flags } = parse({ headers, value: null });
    expect(correlation?.text).toBe('b');
    expect(flags & recordProblems.duplicateHeader).toBe(recordProblems.duplicateHeader);
  });

  test('is read from the value where headers lack it', () => {
    const value = json({ eventId: 'e', eventType: 't', event_version: 2, correlationId: 'c', sourceService: 's' });
    expect(parse({ headers: [header('event_type', 'header')], value })).toMatchObject({
      type: 'header',
      version: 2,
      service: 's',
      eventId: { text: 'e' },
      correlation: { text: 'c' },
    });
  });

  test('of a CloudEvent in structured mode has names of its own', () => {
    const value = json({ specversion: '1.0', id: 'e', type: 't', source: '/s', correlationid: 'c' });
    expect(parse({ headers: [], value })).toMatchObject({ type: 't', service: '/s', eventId: { text: 'e' } });
  });

  test('without a correlation id leaves the record in no flow, and its keys are found all the same', () => {
    const parsed = parse({ headers: [], value: json({ event_id: 'e', order_id: 'o' }) });
    expect(parsed.correlation).toBeNull();
    expect(refs(parsed)).toEqual(['order=o', 'key=key']);
    expect(parsed.flags & recordProblems.noCorrelation).toBe(recordProblems.noCorrelation);
  });

  test.each([
    ['correlation_id', { correlationId: 'other' }],
    ['event_id', { event_id: 'other' }],
    ['event_type', { 'event-type': 'other' }],
  ])('marks a value that disagrees with the header %s, which counts', (name, body) => {
    const parsed = parse({ headers: [header(name, 'mine')], value: json(body) });
    expect(parsed.flags & recordProblems.disagreement).toBe(recordProblems.disagreement);
    expect([parsed.correlation?.text, parsed.eventId?.text, parsed.type]).toContain('mine');
  });

  test('that says the same twice, or the same thing by a lesser name, does not disagree', () => {
    const value = json({ event_id: 'e', event_type: 't', message_id: 'of the broker' });
    const { flags } = parse({ headers: [header('event_id', 'e'), header('event_type', 't')], value });
    expect(flags & recordProblems.disagreement).toBe(0);
  });

  test.each([{}, [], true, null, ''])('takes no id from a field that is %j', (odd) => {
    const parsed = parse({ headers: [], value: json({ event_id: odd, correlation_id: odd, event_type: odd }) });
    expect(parsed).toMatchObject({ eventId: null, correlation: null, type: null });
  });

  test('takes no id from a number that JSON cannot hold', () => {
    const { eventId } = parse({ headers: [], value: Buffer.from('{"event_id":1e999}') });
    expect(eventId).toBeNull();
  });

  test.each([
    ['of 10 kB', 'x'.repeat(10_000)],
    ['right to left', 'order.\u202ecreated'],
    ['with a NUL byte', 'a\0b'],
  ])('marks a type %s and keeps what can be shown of it', (_, type) => {
    const parsed = parse({ headers: [header('event_type', type)], value: null });
    expect(parsed.flags & recordProblems.unprintableName).toBe(recordProblems.unprintableName);
    expect(parsed.type?.length).toBeLessThanOrEqual(200);
    expect(parsed.type).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('is read behind a byte order mark, which is told', () => {
    const parsed = parse({ headers: [], value: Buffer.from('\ufeff{"event_id":"e"}') });
    expect(parsed.eventId?.text).toBe('e');
    expect(parsed.flags & recordProblems.byteOrderMark).toBe(recordProblems.byteOrderMark);
  });

  test.each(['1.2', 'v1', '-1', '99999999999'])('has no version %s', (version) => {
    const { flags, ...parsed } = parse({ headers: [header('event_version', version)], value: null });
    expect(parsed.version).toBeNull();
    expect(flags & recordProblems.badVersion).toBe(recordProblems.badVersion);
  });

  test('takes the trace id of a valid traceparent only', () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const trace = (text: string) => parse({ headers: [header('traceparent', text)] }).trace;
    expect(trace(`00-${traceId}-00f067aa0ba902b7-01`)).toBe(traceId);
    expect(trace(`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`)).toBeNull();
    expect(trace('nonsense')).toBeNull();
  });
});

describe('business keys', () => {
  test('are the fields that end like ids, at any depth that is looked at, and the record’s key', () => {
    const data = {
      order_id: 'o-1',
      customerId: 7,
      items: [{ sku: 's', 'menu-item-id': 'm' }],
      nested: { driverID: 'd' },
    };
    const parsed = parse({ key: Buffer.from('k') }, { data });
    expect(refs(parsed)).toEqual(['order=o-1', 'customer=7', 'menu_item=m', 'driver=d', 'key=k']);
  });

  test('do not repeat: a record key that is a business key already', () => {
    expect(refs(parse({ key: Buffer.from('o-1') }, { data: { order_id: 'o-1', orderId: 'o-1' } }))).toEqual([
      'order=o-1',
    ]);
  });

  test('beyond 2^53 keep all their digits', () => {
    const value = Buffer.from('{"correlation_id":"c","order_id":12345678901234567890}');
    expect(refs(parse({ key: null, headers: [], value }))).toEqual(['order=12345678901234567890']);
  });

  test('are no more than sixteen a record', () => {
    const data = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}_id`, `v${index}`]));
    expect(parse({}, { data }).refs.length).toBeLessThanOrEqual(16);
  });
});
