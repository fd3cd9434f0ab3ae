import { expect, test } from 'vitest';
import { describeWords } from './describe-words.ts';

const when = (at: number) => new Date(at).toISOString().slice(0, 10);
const asOf = '2026-11-24T12:00:00.000Z';
const behind = (topic: string, ms: number) => ({ topic, records: '7', ms });

test('given an index that is off, does not claim to have looked for words', () => {
  expect(describeWords({ isOn: false, since: null, behind: [], asOf }, when)).toMatch(/not indexed .*only ids/);
});

test('given topics that lag, names them, but not what is a moment behind', () => {
  const late = [
    behind('order-events', 4_200),
    behind('a', 900),
    behind('b', 9_000),
    behind('c', 9_000),
    behind('d', 9_000),
  ];
  expect(describeWords({ isOn: true, since: '2026-11-20T00:00:00.000Z', behind: late, asOf }, when)).toBe(
    'Words: payloads since 2026-11-20; order-events is 4.2 s behind; b is 9 s behind; c is 9 s behind; and 1 more topic.',
  );
});

test('given all of it, says so', () => {
  expect(describeWords({ isOn: true, since: null, behind: [], asOf }, when)).toBe('Words: all payloads that are kept.');
});
