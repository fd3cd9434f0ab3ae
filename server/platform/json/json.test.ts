import { describe, expect, test } from 'vitest';
import { changesBetween } from './changes-between.ts';
import { isWithinDepth } from './is-within-depth.ts';
import { mergePatch } from './merge-patch.ts';
import { valueAt } from './value-at.ts';

const pointers = (before: unknown, after: unknown) => changesBetween(before, after).map(({ pointer }) => pointer);

describe('what differs', () => {
  test.each([
    ['nothing', { a: { b: [1] } }, { a: { b: [1] } }, []],
    ['a part', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, ['/a/c']],
    ['what is new, by its top', { a: 1 }, { a: 1, b: { c: { d: 1 } } }, ['/b']],
    ['what is gone, last', { gone: 1, a: 1 }, { a: 2 }, ['/a', '/gone']],
    ['places of an array', { a: [1, 2, 3] }, { a: [1, 5] }, ['/a/1', '/a/2']],
    ['another kind of value', { a: [1] }, { a: { 0: 1 } }, ['/a']],
    ['null, which is not nothing', { a: 1 }, { a: null }, ['/a']],
    ['the whole', 1, 2, ['']],
    ['names that need escaping', { 'a/b': 1, 'c~d': 1 }, { 'a/b': 2, 'c~d': 2 }, ['/a~1b', '/c~0d']],
    ['names of every object', {}, JSON.parse('{"__proto__": 1, "toString": 2}'), ['/__proto__', '/toString']],
  ])('is %s', (_, before, after, expected) => {
    expect(pointers(before, after)).toEqual(expected);
  });

  test('stands at its pointer', () => {
    const after = { 'a/b': [{ c: 5 }] };
    const [change] = changesBetween({ 'a/b': [{ c: 4 }] }, after);
    expect(valueAt(after, change?.pointer ?? '')).toBe(5);
    expect(valueAt(after, '')).toBe(after);
    expect(valueAt(after, '/a~1b/0/toString')).toBeUndefined();
  });
});

// The examples of RFC 7396, appendix A.
test.each([
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
])('%s patched with %s is %s', (target, patch, merged) => {
  expect(mergePatch(JSON.parse(target), JSON.parse(patch))).toEqual(JSON.parse(merged));
});

test('a field called __proto__ is merged like any other', () => {
  const merged = mergePatch({}, JSON.parse('{"__proto__": {"isAdmin": true}}'));
  expect(JSON.stringify(merged)).toBe('{"__proto__":{"isAdmin":true}}');
  expect(Reflect.get(Object(merged), 'isAdmin')).toBeUndefined();
});

test('what is nested too deep is told without walking it', () => {
  const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
  expect(isWithinDepth(deep, 64)).toBe(false);
  expect(isWithinDepth([[1]], 2)).toBe(true);
  expect(isWithinDepth([[[1]]], 2)).toBe(false);
});
