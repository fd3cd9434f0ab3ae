import type { Difference, DifferenceCode } from './difference.ts';
import type { Keywords } from './json-schema.ts';
import type { SchemaKind } from './schema-kind.ts';

type Limit = 'MAX_LENGTH' | 'MIN_LENGTH' | 'MAXIMUM' | 'MINIMUM' | 'EXCLUSIVE_MAXIMUM' | 'EXCLUSIVE_MINIMUM';
type CountLimit = 'MAX_ITEMS' | 'MIN_ITEMS' | 'MAX_CONTAINS' | 'MIN_CONTAINS' | 'MAX_PROPERTIES' | 'MIN_PROPERTIES';

/** One limit, on both sides. */
export function compareLimit(name: Limit | CountLimit, keyword: string, old: Keywords, next: Keywords): Difference[] {
  const before = old[keyword];
  const after = next[keyword];
  const path = `/${keyword}`;
  if (before === after) return [];
  if (typeof before !== 'number') return typeof after === 'number' ? [{ code: `${name}_ADDED`, path }] : [];
  if (typeof after !== 'number') return [{ code: `${name}_REMOVED`, path }];
  return [{ code: after > before ? `${name}_INCREASED` : `${name}_DECREASED`, path }];
}

export function compareStrings(old: Keywords, next: Keywords): Difference[] {
  return [
    ...compareLimit('MAX_LENGTH', 'maxLength', old, next),
    ...compareLimit('MIN_LENGTH', 'minLength', old, next),
    ...comparePatterns(old.pattern, next.pattern),
  ];
}

function comparePatterns(old: unknown, next: unknown): Difference[] {
  if (old === next) return [];
  const changed: DifferenceCode = next === undefined ? 'PATTERN_REMOVED' : 'PATTERN_CHANGED';
  return [{ code: old === undefined ? 'PATTERN_ADDED' : changed, path: '/pattern' }];
}

type NumberKind = { keywords: Keywords; integer: boolean };

export function compareNumbers(old: NumberKind, next: NumberKind): Difference[] {
  return [
    ...(old.integer === next.integer ? [] : [wholeness(next.integer)]),
    ...compareLimit('MAXIMUM', 'maximum', old.keywords, next.keywords),
    ...compareLimit('MINIMUM', 'minimum', old.keywords, next.keywords),
    ...compareLimit('EXCLUSIVE_MAXIMUM', 'exclusiveMaximum', old.keywords, next.keywords),
    ...compareLimit('EXCLUSIVE_MINIMUM', 'exclusiveMinimum', old.keywords, next.keywords),
    ...compareMultiples(old.keywords.multipleOf, next.keywords.multipleOf),
  ];
}

function wholeness(onlyWhole: boolean): Difference {
  return { code: onlyWhole ? 'TYPE_NARROWED' : 'TYPE_EXTENDED', path: '/type' };
}

function compareMultiples(old: unknown, next: unknown): Difference[] {
  if (old === next) return [];
  return [{ code: multipleCode(old, next), path: '/multipleOf' }];
}

function multipleCode(old: unknown, next: unknown): DifferenceCode {
  if (typeof old !== 'number') return 'MULTIPLE_OF_ADDED';
  if (typeof next !== 'number') return 'MULTIPLE_OF_REMOVED';
  if (isMultiple(old, next)) return 'MULTIPLE_OF_REDUCED';
  return isMultiple(next, old) ? 'MULTIPLE_OF_EXPANDED' : 'MULTIPLE_OF_CHANGED';
}

/** 0.3 is a multiple of 0.1, whatever doubles make of it. */
function isMultiple(number: number, of: number): boolean {
  const ratio = number / of;
  return Math.abs(ratio - Math.round(ratio)) < 1e-9;
}

/** Enumerations and constants; null when neither side, or only one, is such a kind. */
export function compareValues(old: SchemaKind, next: SchemaKind): Difference[] | null {
  if (old.kind === 'const' && next.kind === 'const') {
    return textOf(old.value) === textOf(next.value) ? [] : [{ code: 'ENUM_ARRAY_CHANGED', path: '/const' }];
  }
  if (old.kind === 'enum' && next.kind === 'enum') return compareEnums(old.values, next.values);
  return null;
}

function compareEnums(old: unknown[], next: unknown[]): Difference[] {
  const before = new Set(old.map(textOf));
  const after = new Set(next.map(textOf));
  const lost = [...before].some((value) => !after.has(value));
  const gained = [...after].some((value) => !before.has(value));
  if (!lost && !gained) return [];
  const code = lost ? 'ENUM_ARRAY_NARROWED' : 'ENUM_ARRAY_EXTENDED';
  return [{ code: lost && gained ? 'ENUM_ARRAY_CHANGED' : code, path: '/enum' }];
}

/** JSON with its keys in order, so that equal values have one text. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
