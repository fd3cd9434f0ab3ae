import { expect, test } from 'vitest';
import type { CompatibilityPolicy } from './difference.ts';
import type { JsonSchema } from './json-schema.ts';
import { type CompatibilityLevel, judgeVersion } from './judge-version.ts';

const whole = { type: 'integer' };
const any = { type: 'number' };
const few = { type: 'integer', maximum: 5 };

function judge(level: CompatibilityLevel, candidate: JsonSchema, ...older: JsonSchema[]) {
  const policy: CompatibilityPolicy = 'STRICT';
  const broken = judgeVersion(
    candidate,
    older.map((schema, at) => ({ version: at + 1, schema })),
    { level, policy },
  );
  return broken && [broken.direction, broken.version, ...broken.differences.map(({ code }) => code)];
}

test.each<[CompatibilityLevel, unknown]>([
  ['NONE', null],
  ['BACKWARD', ['backward', 2, 'TYPE_NARROWED']],
  ['BACKWARD_TRANSITIVE', ['backward', 2, 'TYPE_NARROWED']],
  ['FORWARD', null],
  ['FORWARD_TRANSITIVE', ['forward', 1, 'MAXIMUM_ADDED']],
  ['FULL', ['backward', 2, 'TYPE_NARROWED']],
  ['FULL_TRANSITIVE', ['backward', 2, 'TYPE_NARROWED']],
])('%s looks where it must', (level, expected) => {
  expect(judge(level, whole, few, any)).toEqual(expected);
});

test('transitive means all versions, the other levels the newest alone', () => {
  expect(judge('BACKWARD', few, any, few)).toBe(null);
  expect(judge('BACKWARD_TRANSITIVE', few, any, few)).toEqual(['backward', 1, 'TYPE_NARROWED', 'MAXIMUM_ADDED']);
});

test('full refuses what is compatible one way only', () => {
  expect(judge('FULL', any, whole)).toEqual(['forward', 1, 'TYPE_NARROWED']);
  expect(judge('FULL', whole, whole)).toBe(null);
});

test('a first version breaks nothing', () => {
  expect(judge('FULL_TRANSITIVE', whole)).toBe(null);
});
