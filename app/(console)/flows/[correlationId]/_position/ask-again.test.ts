import { expect, test } from 'vitest';
import { samplePosition } from '#server/platform/testing/index.ts';
import { askAgainMs } from './ask-again.ts';

const from = { asOf: null, paceOverMs: null, shown: { positions: 1, of: 1 }, problems: [] };

test.each([
  ['what is not known yet', null, 5_000],
  ['what moves', samplePosition({ state: 'retrying' }), 2_000],
  ['what nobody reads', samplePosition({ state: 'nobody' }), 10_000],
  ['what is over', samplePosition({ state: 'dead_lettered' }), null],
])('%s', (_, position, ms) => {
  expect(
    askAgainMs({ position: position && [samplePosition({ state: 'processed' }), position], positionFrom: from }),
  ).toBe(ms);
});

test('after a problem it is worth asking again', () => {
  const problems = [{ what: 'drivers', detail: 'did not answer' }];
  expect(askAgainMs({ position: [], positionFrom: { ...from, problems } })).toBe(10_000);
});
