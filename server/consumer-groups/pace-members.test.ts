import { expect, test } from 'vitest';
import { type SampledRound, sampleRounds, testMember } from './sampled-rounds.ts';

const members = [testMember('a', 0, 1), testMember('b', 2)];

async function membersAfter(rounds: readonly SampledRound[]) {
  const { memory } = await sampleRounds(rounds);
  const [first, second] = memory.groups.get('g')?.members ?? [];
  if (!first || !second) throw new Error('the members are gone');
  return { first, second };
}

test('the pace of a member is that of all its partitions, whichever it reads just now', async () => {
  const { first, second } = await membersAfter(
    Array.from({ length: 8 }, (_, index): SampledRound => {
      // In turns, fifty every ten seconds; the second one stands.
      const [one, other] = [Math.ceil(index / 2) * 50, Math.floor(index / 2) * 50];
      return { committed: [one, other, 7], ends: [1_000, 1_000, 90], members };
    }),
  );
  expect(first.pace?.[0]).toBeCloseTo(5);
  expect(first.lags).toEqual([800, 850]);
  expect([second.pace, second.lags]).toEqual([null, []]);
});

test('a partition without a commit says nothing of the pace, and one that is read to its end does not wait', async () => {
  const { first } = await membersAfter(
    Array.from({ length: 5 }, (_, index): SampledRound => {
      return { committed: [100 + index * 20, null, 5], ends: [500, 40, 5], members };
    }),
  );
  expect(first.pace?.[0]).toBeCloseTo(2);
  expect(first.lags).toEqual([320]);
});

test('a partition that stands slows down neither the others nor what is said of them', async () => {
  const both = [testMember('a', 0), testMember('b', 1, 2)];
  const { second } = await membersAfter(
    Array.from({ length: 10 }, (_, index): SampledRound => {
      // Caught up half of the time, at ten a second in between; the last partition stands from the third round on.
      const read = Math.ceil(index / 2) * 100;
      const end = index % 2 === 0 ? read : read + 20;
      return { committed: [0, read, Math.min(index, 2)], ends: [0, end, 90], members: both };
    }),
  );
  expect(second.pace?.[0]).toBeCloseTo(10);
  expect(second.lags).toEqual([20]);
});

test('what retention took is not waited for', async () => {
  const { first } = await membersAfter([
    { committed: [10, 0, 0], starts: [40, 0, 0], ends: [50, 0, 0], members },
    { committed: [10, 0, 0], starts: [40, 0, 0], ends: [50, 0, 0], members },
  ]);
  expect(first.lags).toEqual([10]);
});
