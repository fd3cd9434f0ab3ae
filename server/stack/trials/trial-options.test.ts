import { expect, test } from 'vitest';
import { readTrialOptions } from './trial-options.ts';

test.each([[['--seed', 'x']], [['--rounds', '-1']], [['--rounds', '1.5']], [['--speed', '1']], [['history']]])(
  '%j are refused with a sentence',
  (args) => {
    expect(readTrialOptions(args)).toEqual(expect.any(String));
  },
);

test('a seed is made where none is given', () => {
  expect(readTrialOptions([])).toEqual({ seed: expect.any(Number), rounds: null, keep: null });
});

test('what is given is taken', () => {
  expect(readTrialOptions(['--seed', '7', '--rounds', '50', '--keep', 'out'])).toEqual({
    seed: 7,
    rounds: 50,
    keep: 'out',
  });
});
