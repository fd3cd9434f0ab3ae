import { expect, test } from 'vitest';
import { paceOfRounds } from './sampler-round.ts';

const well = (beforeMs: number) => ({ beforeMs, isTroubled: false });

test('a tenth of the time is work, within a second and a minute', () => {
  expect(paceOfRounds(3, well(1_000))).toBe(1_000);
  expect(paceOfRounds(400, well(4_000))).toBe(4_000);
  expect(paceOfRounds(90_000, well(60_000))).toBe(60_000);
});

test('one slow round does not keep the next one away, many do', () => {
  expect(paceOfRounds(5_000, well(0))).toBe(1_000);
  expect(paceOfRounds(5_000, well(1_000))).toBe(2_000);
  let everyMs = 1_000;
  for (let round = 0; round < 10; round += 1) everyMs = paceOfRounds(5_000, well(everyMs));
  expect(everyMs).toBe(50_000);
  expect(paceOfRounds(20, well(everyMs))).toBe(1_000);
});

test('after waiting for a broker that is away it looks soon whether it is back', () => {
  expect(paceOfRounds(14_700, { beforeMs: 60_000, isTroubled: true })).toBe(10_000);
});
