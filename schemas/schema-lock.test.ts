import { describe, expect, test } from 'vitest';
import { addToLock, compareWithLock, fingerprintOf } from './schema-lock.ts';

const lock = { 'events/a.v1.json': fingerprintOf('{"a":1}') };

describe('compareWithLock', () => {
  test('tells a changed, a vanished and a new file', () => {
    expect(compareWithLock(lock, new Map([['events/a.v1.json', '{"a":2}']])).changed).toEqual(['events/a.v1.json']);
    expect(compareWithLock(lock, new Map()).gone).toEqual(['events/a.v1.json']);
    const both = new Map([...Object.keys(lock), 'events/a.v2.json'].map((path) => [path, '{"a":1}']));
    expect(compareWithLock(lock, both)).toEqual({ fresh: ['events/a.v2.json'], changed: [], gone: [] });
  });

  test('does not mind layout, but the words of a description', () => {
    expect(fingerprintOf('{\r\n  "a": 1 }')).toBe(fingerprintOf('{"a":1}'));
    expect(fingerprintOf('{"description":"a"}')).not.toBe(fingerprintOf('{"description":"b"}'));
  });

  test('refuses what is not JSON', () => {
    expect(() => fingerprintOf('{')).toThrow(SyntaxError);
  });
});

describe('addToLock', () => {
  const second: [string, string] = ['events/A.v2.json', '{"b":1}'];

  test.each([
    ['changed', new Map([['events/a.v1.json', '{"a":2}'], second])],
    ['is gone', new Map([second])],
  ])('adds nothing when a published file %s', (_, files) => {
    expect(() => addToLock(lock, files)).toThrow(/nothing was written: events\/a.v1.json/);
  });

  test('adds what is fresh and keeps the rest', () => {
    const { lock: grown, added } = addToLock(lock, new Map([['events/a.v1.json', '{"a":1}'], second]));
    expect(added).toEqual(['events/A.v2.json']);
    expect(grown).toEqual({ ...lock, 'events/A.v2.json': fingerprintOf('{"b":1}') });
  });
});
