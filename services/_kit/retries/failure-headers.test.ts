import { describe, expect, test } from 'vitest';
import { NibbleError } from '#schemas/errors.ts';
import type { KafkaHeader } from '#server/platform/kafka/index.ts';
import { headerText } from '../read-event.ts';
import { samplePickedUp, sampleRecord } from '../sample-records.ts';
import { failureOf, refusal } from './failure.ts';
import { deadLetterHeaders, retryHeaders } from './failure-headers.ts';
import { lineageOf } from './lineage.ts';

const consumer = { group: 'p-drivers', service: 'drivers', version: '1.2.3', instance: 'drivers-1', clusterId: 'c1' };
const now = 1_764_000_000_000;
const odd: KafkaHeader[] = [
  ['event_type', Buffer.from('delivery.picked_up')],
  ['twice', Buffer.from([0xff, 0xfe])],
  ['twice', null],
  ['', Buffer.alloc(0)],
  ['dlq.id\ufffd', Buffer.from('mine'), Buffer.from([0x64, 0xc3])],
  ['dlq.reason', Buffer.from('of somebody else')],
  ['traceparent', Buffer.from('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')],
];
const record = sampleRecord(samplePickedUp(), { headers: odd, offset: 42n, partition: 3 });

/** The record as its consumer gets it back after a hop. */
const hop = (headers: KafkaHeader[], place = {}) => sampleRecord(samplePickedUp(), { headers, offset: 7n, ...place });
const textsOf = (headers: KafkaHeader[]) => {
  const after = headers.slice(odd.length);
  return Object.fromEntries(after.map(([name, value]) => [name, String(value)]));
};
const deadOf = (headers: KafkaHeader[], failure = failureOf(new Error('x')), place = {}) =>
  deadLetterHeaders(headers, lineageOf(hop(headers, place), consumer.group), failure, { consumer, now });

describe('the headers that a record had', () => {
  test('stay as they are and where they are, whatever is in them', () => {
    const lineage = lineageOf(record, consumer.group);
    expect(retryHeaders(odd, lineage, failureOf(new Error('x')), { now, notBefore: now }).slice(0, odd.length)).toEqual(
      odd,
    );
    expect(deadOf(odd).slice(0, odd.length)).toEqual(odd);
  });
});

test('a record on its way to a retry tier says when it may be tried, and where it comes from', () => {
  const headers = retryHeaders(odd, lineageOf(record, consumer.group), failureOf(new RangeError('out of range')), {
    now,
    notBefore: now + 2_000,
  });
  expect(textsOf(headers)).toEqual({
    'retry.attempt': '1',
    'retry.not-before': String(now + 2_000),
    'retry.first-failed-at': String(now),
    'dlq.version': '1',
    'dlq.id': expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    'dlq.original.topic': 'driver-events',
    'dlq.original.partition': '3',
    'dlq.original.offset': '42',
    'dlq.original.timestamp': '1764000000000',
    'dlq.original.traceparent': '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    'dlq.error.type': 'RangeError',
    'dlq.error.message': 'out of range',
  });
});

test('a dead letter after a tier has each header of ours once, the origin of the first try, and no retry headers', () => {
  const first = retryHeaders(odd, lineageOf(record, consumer.group), failureOf(new Error('first')), {
    now: now - 500,
    notBefore: now,
  });
  const error = new TypeError('cannot read', { cause: new RangeError('out of range') });
  const headers = deadOf(first, failureOf(error), { topic: 'driver-events.p-drivers.retry.1', timestamp: 1n });
  const names = headers.slice(odd.length).map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(textsOf(headers)).toMatchObject({
    'dlq.id': headerText(hop(first), 'dlq.id'),
    'dlq.original.topic': 'driver-events',
    'dlq.original.partition': '3',
    'dlq.original.offset': '42',
    'dlq.original.timestamp': '1764000000000',
    'dlq.cluster.id': 'c1',
    'dlq.consumer.group': 'p-drivers',
    'dlq.consumer.service': 'drivers',
    'dlq.consumer.version': '1.2.3',
    'dlq.consumer.instance': 'drivers-1',
    'dlq.error.type': 'RangeError',
    'dlq.error.message': 'cannot read',
    'dlq.error.stack': expect.stringContaining('TypeError: cannot read'),
    'dlq.error.stage': 'handle',
    'dlq.error.retryable': 'unknown',
    'dlq.error.fingerprint': expect.stringMatching(/^[0-9a-f]{16}$/),
    'dlq.attempts': '2',
    'dlq.first-failed-at': String(now - 500),
    'dlq.failed-at': String(now),
  });
  expect(names.filter((name) => name.startsWith('retry.'))).toEqual([]);
});

test('a dead letter that is replayed and fails again keeps its id and its origin, and counts its tries anew', () => {
  const before = deadOf(odd);
  const replay: KafkaHeader[] = [...before, ['replay.id', Buffer.from('r-1')]];
  const again = deadOf(replay, failureOf(new NibbleError('invalid', 'no')), { topic: 'elsewhere', offset: 99n });
  const texts = textsOf(again);
  expect(texts['dlq.id']).toBe(textsOf(before)['dlq.id']);
  expect(texts).toMatchObject({ 'dlq.original.offset': '7', 'dlq.attempts': '1', 'replay.id': 'r-1' });
  expect(texts).toMatchObject({ 'dlq.error.stage': 'validate', 'dlq.error.retryable': 'no' });
});

test('a version nobody knows is told', () => {
  const failure = refusal('schema', 'version 9 is not known', { id: 'order.created.v9', version: '9' });
  expect(textsOf(deadOf(odd, failure))).toMatchObject({
    'dlq.error.stage': 'schema',
    'dlq.error.retryable': 'no',
    'dlq.schema.id': 'order.created.v9',
    'dlq.schema.version': '9',
  });
});

test('what we add is never more than 8 KiB, and no letter is cut in two', () => {
  const error = new Error('ä'.repeat(5_000));
  error.stack = `Error\n${'    at ß (x.ts:1:1)\n'.repeat(1_000)}`;
  const headers = deadOf(odd, failureOf(error), { topic: 't'.repeat(249) }).slice(odd.length);
  const bytes = headers.reduce((sum, [name, value]) => sum + name.length + (value?.length ?? 0), 0);
  expect(bytes).toBeLessThanOrEqual(8 * 1024);
  const texts = textsOf(headers);
  const [message, stack] = headers.filter(([name]) => /message|stack/.test(name)).map(([, value]) => String(value));
  expect(texts).toBeDefined();
  expect(Buffer.byteLength(message ?? '')).toBe(1024);
  expect(Buffer.byteLength(stack ?? '')).toBeLessThanOrEqual(4 * 1024);
  expect(`${message}${stack}`).not.toContain('\ufffd');
});

describe('a fingerprint', () => {
  const thrown = (text: string) => failureOf(new Error(text)).fingerprint;

  test('is one for failures of one place, whatever they say', () => {
    const [one, other] = ['order 1', 'order 2'].map((text) => thrown(text));
    expect(one).toBe(other);
    expect(failureOf(new TypeError('order 1')).fingerprint).not.toBe(one);
  });

  test('of a refusal leaves out its figures', () => {
    expect(refusal('schema', '/items/3 must be string').fingerprint).toBe(
      refusal('schema', '/items/12 must be string').fingerprint,
    );
  });
});
