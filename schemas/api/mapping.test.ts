import { describe, expect, test } from 'vitest';
import { topicMapping } from './mapping.ts';
import { kindProblem, sourceProblem, topicPatternProblem } from './mapping-fields.ts';

describe('a source of a value', () => {
  test.each([
    '',
    'id',
    'header:',
    'header: ',
    'text:',
    '$',
    '$.',
    '$..id',
    '$.a b',
    '$[a]',
    "$['a]",
    '$[-1]',
    '$.items[?(@.a)]',
    'Key',
    'x'.repeat(400),
    '.a',
    '$.a.',
    '$[1234567]',
  ])('is not %j', (text) => {
    expect(sourceProblem(text)).toMatch(/^is /);
  });

  test.each([
    'key',
    'topic',
    'header:x-saga-id',
    'header:a b',
    'text:shop',
    '$.id',
    '$.meta.saga-id',
    '$.größe',
    '$[0]',
    "$['a name'].id",
    '$["it\'s"]',
    "$['it\\'s']",
    '$.items[*].sku',
  ])('is %s', (text) => {
    expect(sourceProblem(text)).toBeNull();
  });
});

test.each(['', 'a b', '^shop', 'größe', 'x'.repeat(250)])('%j is no pattern of topics', (text) => {
  expect(topicPatternProblem(text)).not.toBeNull();
});

test.each(['', 'Order', 'order-line', '1st', 'key', 'trace', '__proto__'])('%j is no kind of key', (text) => {
  expect(kindProblem(text)).not.toBeNull();
});

test('one source and several are alike once read', () => {
  const read = topicMapping.parse({ topics: 'shop.*', type: 'topic', businessKeys: { order: '$.id' } });
  expect(read).toEqual({ topics: ['shop.*'], type: ['topic'], businessKeys: { order: ['$.id'] } });
});

test('a name that is none is refused with what is there', () => {
  const { error } = topicMapping.safeParse({ topics: [], corelation: 'key', type: 'nothing', eventId: [] });
  expect(error?.issues.map(({ path }) => path.join('.')).sort()).toEqual(['', 'eventId', 'topics', 'type.0']);
});
