import { describe, expect, test } from 'vitest';
import { parseSource } from './parse-source.ts';
import { readSource } from './read-source.ts';

type Given = { key?: Buffer | null; headers?: [string, Buffer | null][]; json?: unknown };
const read = (source: string, { key = null, headers = [], json }: Given = {}) =>
  readSource(parseSource(source), { record: { topic: 'shop.orders', key, headers }, json });
const header = (name: string, value: string | null): [string, Buffer | null] => [
  name,
  value === null ? null : Buffer.from(value),
];

describe('nothing is found', () => {
  test.each([
    undefined,
    null,
    1,
    'text',
    [],
    {},
    { a: null },
    { a: {} },
    { a: { b: true } },
    { a: { b: '' } },
    { a: { b: { c: 1 } } },
  ])('at $.a.b of %j', (json) => {
    expect(read('$.a.b', { json }).values).toEqual([]);
  });

  test.each(['$.__proto__', '$.constructor.name', '$.toString', '$.length', '$[0]'])('at %s of an object', (path) => {
    expect(read(path, { json: { a: 1 } }).values).toEqual([]);
  });

  test('in a number that JSON has rounded or cannot hold', () => {
    expect(read('$[*]', { json: [2 ** 60, Number.POSITIVE_INFINITY, 7] }).values).toEqual([7]);
  });

  test('in a header that is empty, null or absent, and in an empty key', () => {
    const headers = [header('a', ''), header('a', null), header('b', '1')];
    expect(read('header:a', { headers }).values).toEqual([]);
    expect(read('key', { key: Buffer.alloc(0) }).values).toEqual([]);
    expect(read('key').values).toEqual([]);
  });
});

test('bytes that are not UTF-8 are told', () => {
  expect(read('key', { key: Buffer.from([0xff]) })).toMatchObject({ values: ['\ufffd'], isSpoilt: true });
  expect(read('header:a', { headers: [['a', Buffer.from([0xff])]] }).isSpoilt).toBe(true);
});

test('of a header that stands twice the last counts, which is told when they differ', () => {
  const twice = (first: string) => read('header:a', { headers: [header('A', first), header('a', '2')] });
  expect(twice('1')).toMatchObject({ values: ['2'], isDoubled: true });
  expect(twice('2')).toMatchObject({ values: ['2'], isDoubled: false });
});

test('a header is found whatever its case', () => {
  expect(read('header:X-Saga-Id', { headers: [header('x-saga-ID', 's')] }).values).toEqual(['s']);
});

test.each([
  ['$.a.b', { a: { b: 1 } }, [1]],
  ['$[1].b', [0, { b: 'x' }], ['x']],
  ["$['a b'].c", { 'a b': { c: 'x' } }, ['x']],
  ["$['it\\'s']", { "it's": 'x' }, ['x']],
  ['$.a-b', { 'a-b': 'x' }, ['x']],
  ['$.items[*].sku', { items: [{ sku: 1 }, {}, { sku: 'b' }] }, [1, 'b']],
  ['$.__proto__', JSON.parse('{"__proto__":"own"}'), ['own']],
])('%s of %j', (path, json, values) => {
  expect(read(path, { json }).values).toEqual(values);
});

test('no more than a hundred elements are looked at', () => {
  expect(
    read('$[*][*]', { json: Array.from({ length: 1000 }, () => Array.from({ length: 1000 }, () => 1)) }).values,
  ).toHaveLength(100);
});

test('the topic and words stand for themselves', () => {
  expect(read('topic').values).toEqual(['shop.orders']);
  expect(read('text:the shop').values).toEqual(['the shop']);
});
