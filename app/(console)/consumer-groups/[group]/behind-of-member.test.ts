import { expect, test } from 'vitest';
import { behindOfMember } from './behind-of-member.ts';

const trend = { direction: 'unknown' as const, perSecond: null, closesInMs: null };
const place = (member: string | null, lag: string | null, logEnd = '9') => ({
  ...{ topic: 'order-events', partition: 0, committed: null, committedSeenAt: null, logStart: '0', logEnd },
  ...{ lastStable: null, lag, lagMs: null, lagErrorMs: null, lagMsFrom: null, verdict: 'ok' as const, reason: '' },
  ...{ recordsBehind: null, clamped: false, lost: null, trend, member, samples: [], problem: null },
});
const all = (...partitionList: ReturnType<typeof place>[]) => ({
  partitionList,
  shown: { partitions: partitionList.length, of: partitionList.length },
});

test('a partition of which it is not known makes the sum unknown, unless there is nothing in it', () => {
  expect(behindOfMember(all(place('a', '3'), place('a', null)), 'a')).toBeNull();
  expect(behindOfMember(all(place('a', '3'), place('a', null, '0')), 'a')).toBe('3');
});

test('what others own does not count; what is left out may be its own', () => {
  expect(behindOfMember(all(place('a', '3'), place('b', '5'), place('a', '4')), 'a')).toBe('7');
  expect(behindOfMember({ ...all(place('a', '3')), shown: { partitions: 1, of: 2 } }, 'a')).toBeNull();
});
