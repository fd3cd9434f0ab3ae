import { describe, expect, test } from 'vitest';
import { explainPlace, type PlaceFacts } from './explain-place.ts';

const at = new Date('2026-11-24T12:00:00.000Z');
const log = { start: 0n, end: 100n, lastStable: 100n, heldSince: null, read: 100n, asOf: at };
const facts: PlaceFacts = {
  topic: 'order-events',
  partition: 2,
  offset: 50n,
  isIndexed: false,
  partitions: 6,
  log,
  gap: null,
  previous: 49n,
  next: 51n,
};
const explain = (more: Partial<PlaceFacts>) => explainPlace({ ...facts, ...more });

describe('why there is no record', () => {
  test.each<[string, Partial<PlaceFacts>, RegExp]>([
    ['unknown_topic', { partitions: 0, log: null }, /No collector has ever read a topic “order-events”/],
    ['unknown_partition', { log: null }, /has no partition 2/],
    ['not_written', { offset: 100n, next: null }, /ended before offset 100, as of 2026-11-24 12:00:00 UTC/],
    [
      'not_read',
      { offset: 60n, log: { ...log, read: 40n } },
      /read up to offset 40, not further. Kafka holds 40 from it/,
    ],
    ['not_read', { offset: 60n, log: { ...log, read: 40n, end: null } }, /is not known at the moment/],
    ['not_read', { offset: 0n, log: { ...log, read: null } }, /nothing of the partition is/],
    [
      'held',
      { offset: 70n, log: { ...log, read: 60n, lastStable: 60n, heldSince: at } },
      /open since 2026-11-24 12:00/,
    ],
    ['expired', { previous: null, next: 51n }, /the oldest that is kept has offset 51/],
    ['expired', { previous: null, next: null }, /none of it is kept/],
    ['no_record', {}, /end mark, a record of an aborted transaction, or one that Kafka had compacted away/],
  ])('%s', (state, more, words) => {
    const explained = explain(more);
    expect(explained.state).toBe(state);
    expect(explained.detail).toMatch(words);
  });

  test('lost, with the whole gap and its reason in plain words', () => {
    const gap = { topic: 'order-events', partition: 2, from: '40', to: '60', at, reason: 'OFFSET_OUT_OF_RANGE: …' };
    expect(explain({ gap })).toEqual({
      state: 'lost',
      detail:
        'It was lost before it could be indexed, with all of offsets 40 to 59: Kafka deleted them before they were indexed. Noticed at 2026-11-24 12:00:00 UTC.',
    });
    expect(explain({ gap: { ...gap, reason: 'this is not an LZ4 frame' } }).detail).toContain(
      'they could not be decoded (this is not an LZ4 frame)',
    );
  });
});

test('a record that is there needs no reason', () => {
  expect(explain({ isIndexed: true, log: null, partitions: 0 }).state).toBe('indexed');
});
