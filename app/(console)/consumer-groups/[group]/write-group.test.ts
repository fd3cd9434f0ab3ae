import { expect, test } from 'vitest';
import { writeGroup } from './write-group.ts';

const trend = { direction: 'unknown' as const, perSecond: null, closesInMs: null };
const behind = { lag: '1204', lagMs: 50_000, lagErrorMs: 15_000, lagMsFrom: 'records' as const, trend, partitions: 3 };

test('what is not known is said so', () => {
  expect(writeGroup({ ...behind, lag: null, lagMs: null, lagErrorMs: null, lagMsFrom: null })).toBe(
    'How far behind it is, is not known.',
  );
  expect(writeGroup({ ...behind, lagMs: null, lagErrorMs: null, lagMsFrom: null })).toBe('It is 1,204 records behind.');
  expect(writeGroup({ ...behind, partitions: 0 })).toContain('reads no partition');
});

test('a lag of nothing but marks is no lag', () => {
  expect(writeGroup({ ...behind, lag: '1', lagMs: 0, lagErrorMs: 0 })).toBe(
    'It is 1 record behind by offsets, and has read every record that is really there.',
  );
  expect(writeGroup({ ...behind, lag: '0', lagMs: 0 })).toBe('It has read everything in 3 partitions.');
});

test('it says how long the oldest has waited, and where that is going', () => {
  expect(writeGroup({ ...behind, trend: { direction: 'growing', perSecond: 24, closesInMs: null } })).toBe(
    'It is 1,204 records behind; the oldest of them has waited 50 s ± 15 s, and it grows by 24 a second.',
  );
  expect(writeGroup({ ...behind, trend: { direction: 'shrinking', perSecond: -24, closesInMs: 50_000 } })).toContain(
    'at the present pace it is caught up in 50 s.',
  );
});
