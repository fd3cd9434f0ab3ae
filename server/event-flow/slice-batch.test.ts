import { expect, test } from 'vitest';
import { sliceBatch } from './slice-batch.ts';
import { batchOf, sampleRecord } from './test-store.ts';

test('both parts cover the same offsets, holes and unreadable ranges included', () => {
  const whole = batchOf([sampleRecord(), sampleRecord(), sampleRecord()], { from: 10n });
  const [a, b, c] = whole.records;
  if (!a || !b || !c) throw new Error('three records');
  const batch = {
    ...whole,
    fetchedOffset: 5n,
    lastOffset: 40n,
    records: [a, { ...b, offset: 20n }, { ...c, offset: 30n }],
    unreadable: [
      { from: 12n, to: 14n, reason: 'early' },
      { from: 25n, to: 26n, reason: 'late' },
    ],
  };
  const [first, rest] = sliceBatch(batch, 2);
  expect([first.fetchedOffset, first.lastOffset, first.records.length]).toEqual([5n, 20n, 2]);
  expect([rest?.fetchedOffset, rest?.lastOffset, rest?.records.length]).toEqual([21n, 40n, 1]);
  expect([first.unreadable, rest?.unreadable].map((ranges) => ranges?.map(({ reason }) => reason))).toEqual([
    ['early'],
    ['late'],
  ]);
});

test('a batch with no more records than asked for, or none, is not cut', () => {
  const batch = batchOf([sampleRecord()], { from: 1n });
  expect(sliceBatch(batch, 1)).toEqual([batch, null]);
  expect(sliceBatch({ ...batch, records: [] }, 5)).toEqual([{ ...batch, records: [] }, null]);
});
