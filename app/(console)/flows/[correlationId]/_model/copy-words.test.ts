import { expect, it } from 'vitest';
import { eventAt } from './arbitrary-flow.ts';
import { copyWords, failureWords, stackWords } from './copy-words.ts';
import { sampleStack } from './sample-stack.ts';

const failure = { type: 'RangeError', message: 'out of range' };

it('says of an event what its groups made of it last, and how often it was told', () => {
  const words = stackWords(
    sampleStack(
      { role: 'duplicate' },
      { role: 'retry', group: 'drivers', attempt: 1, failure },
      { role: 'dead_letter', group: 'drivers', attempt: 4, failure },
      { role: 'retry', group: 'loyalty', attempt: 1 },
      { role: 'replay', group: 'orders', failure },
    ),
  );
  expect(words).toEqual([
    'seen 2 times',
    'drivers gave up after 4 tries: RangeError: out of range',
    'loyalty failed, try 1',
    'sent again to orders',
  ]);
  expect(stackWords(sampleStack())).toEqual([]);
});

it('leaves out what a record does not say', () => {
  expect(copyWords(eventAt(0, { role: 'dead_letter' }))).toBe('a consumer group gave up');
  expect(copyWords(eventAt(0, { role: 'replay' }))).toBe('sent again');
  expect(copyWords(eventAt(0, { role: 'dead_letter', attempt: 1 }))).toBe('a consumer group gave up after 1 try');
  expect(failureWords(eventAt(0, { failure: { type: null, message: 'no' } }))).toBe('no');
  expect(failureWords(eventAt(0))).toBeNull();
});
