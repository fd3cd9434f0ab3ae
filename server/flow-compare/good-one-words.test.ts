import { expect, test } from 'vitest';
import { goodOneWords, noGoodOneWords } from './good-one-words.ts';

const flow = { startedAt: '2026-11-28T12:00:00.000Z' };
const ref = { kind: 'restaurant', id: 'trattoria-sole' };
const at = (time: string) => new Date(`2026-11-28T${time}Z`);

test.each([
  [
    '11:59:20',
    null,
    ref,
    'The nearest flow that came to its good end, also of restaurant trattoria-sole: it began 40 s earlier.',
  ],
  [
    '12:04:00',
    'The kitchen refuses',
    ref,
    'The nearest flow that ended the same way (The kitchen refuses), also of restaurant trattoria-sole: it began 4 min later.',
  ],
  [
    '20:00:00',
    null,
    null,
    'The nearest flow that came to its good end, of another restaurant, as none near it of trattoria-sole did: it began 8 h later.',
  ],
])('one that began at %s on branch %s', (time, branch, found, words) => {
  expect(goodOneWords({ branch, ref: found, wanted: ref, flow, startedAt: at(time) })).toBe(words);
});

test('none says what was looked for', () => {
  expect(noGoodOneWords(false, null)).toContain('No process is known');
  expect(noGoodOneWords(true, 'The bank refuses')).toContain('ended the same way (The bank refuses)');
});
