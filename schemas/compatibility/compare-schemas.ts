import { compareArrays } from './compare-arrays.ts';
import { compareCombined, compareCombinedWithPlain, comparePlainWithCombined } from './compare-combined.ts';
import { compareObjects } from './compare-objects.ts';
import { compareNumbers, compareStrings, compareValues } from './compare-scalars.ts';
import type { Comparison } from './comparison.ts';
import { breaksUnder, type CompatibilityPolicy, type Difference, type DifferenceCode } from './difference.ts';
import { isKeywords, type JsonSchema } from './json-schema.ts';
import { createKinds, type SchemaKind } from './schema-kind.ts';

const mostDifferences = 200;

/**
 * What changed from one JSON Schema to the next, as schema registries see it: whether each difference lets a reader of
 * `next` take every document of `old` is asked with `breaksUnder`. The policy counts inside alternatives, which must be
 * compatible to be the same. Throws TypeError at a `$ref` that leads nowhere.
 */
export function compareSchemas(
  old: JsonSchema,
  next: JsonSchema,
  policy: CompatibilityPolicy = 'STRICT',
): Difference[] {
  const there = { old: createKinds(old), next: createKinds(next), broken: new Map() };
  const back = { old: there.next, next: there.old, broken: new Map() };
  // Recursive schemas: a pair met again inside itself counts as compatible, until a round shows that it is not.
  for (;;) {
    const before = sizeOf(there.broken) + sizeOf(back.broken);
    const differences = startRound(there, back, policy).compare(old, next, '#');
    if (sizeOf(there.broken) + sizeOf(back.broken) === before) return differences;
  }
}

type Kinds = (schema: JsonSchema) => SchemaKind;
/** `broken`: old schemas, and the new ones that each was found not to be compatible with. */
type Ground = { old: Kinds; next: Kinds; broken: Map<JsonSchema, Set<JsonSchema>> };
type Known = Map<JsonSchema, Map<JsonSchema, Difference[] | 'in hand'>>;

function startRound(there: Ground, back: Ground, policy: CompatibilityPolicy): Comparison {
  const forth: Comparison = createComparison(there, policy, () => reverse);
  const reverse: Comparison = createComparison(back, policy, () => forth);
  return forth;
}

function createComparison(ground: Ground, policy: CompatibilityPolicy, swapped: () => Comparison): Comparison {
  const known: Known = new Map();
  const compareBelow = (old: JsonSchema, next: JsonSchema): Difference[] => {
    const row = rowOf(known, old);
    const made = row.get(next);
    if (made === 'in hand') return ground.broken.get(old)?.has(next) ? [{ code: 'TYPE_CHANGED', path: '' }] : [];
    if (made) return made;
    row.set(next, 'in hand');
    const found = capped(compareKinds(comparison, old, next), policy);
    row.set(next, found);
    if (found.some((difference) => breaksUnder(policy, difference))) addTo(ground.broken, old, next);
    return found;
  };
  const comparison: Comparison = {
    policy,
    swapped,
    kindOf: (side, schema) => ground[side](schema),
    compare: (old, next, path) => compareBelow(old, next).map((found) => ({ ...found, path: path + found.path })),
  };
  return comparison;
}

function compareKinds(comparison: Comparison, old: JsonSchema, next: JsonSchema): Difference[] {
  const before = comparison.kindOf('old', old);
  const after = comparison.kindOf('next', next);
  if (before.kind === 'never' || after.kind === 'any') return wordsChanged(old, next);
  return [...wordsChanged(old, next), ...compareByKind(comparison, before, after, { old, next })];
}

function compareByKind(
  comparison: Comparison,
  before: SchemaKind,
  after: SchemaKind,
  schemas: { old: JsonSchema; next: JsonSchema },
): Difference[] {
  if (before.kind === 'combined' && after.kind === 'combined') return compareCombined(comparison, before, after);
  if (after.kind === 'combined') return comparePlainWithCombined(comparison, schemas.old, after);
  if (before.kind === 'combined') return compareCombinedWithPlain(comparison, before, schemas.next);
  if (before.kind === 'not' && after.kind === 'not') return compareNegations(comparison, before.schema, after.schema);
  const valued = compareValues(before, after) ?? compareTyped(comparison, before, after);
  if (valued) return valued;
  return before.kind === after.kind ? [] : [{ code: 'TYPE_CHANGED', path: '' }];
}

function compareTyped(comparison: Comparison, before: SchemaKind, after: SchemaKind): Difference[] | null {
  if (before.kind === 'string' && after.kind === 'string') return compareStrings(before.keywords, after.keywords);
  if (before.kind === 'number' && after.kind === 'number') return compareNumbers(before, after);
  if (before.kind === 'object' && after.kind === 'object')
    return compareObjects(comparison, before.keywords, after.keywords);
  if (before.kind === 'array' && after.kind === 'array')
    return compareArrays(comparison, before.keywords, after.keywords);
  return null;
}

/** Whoever forbids less takes more: the negated schemas are compared the other way round. */
function compareNegations(comparison: Comparison, old: JsonSchema, next: JsonSchema): Difference[] {
  if (JSON.stringify(old) === JSON.stringify(next)) return [];
  const forbidsMore = comparison
    .swapped()
    .compare(next, old, '')
    .some((difference) => breaksUnder(comparison.policy, difference));
  return [{ code: forbidsMore ? 'NOT_TYPE_NARROWED' : 'NOT_TYPE_EXTENDED', path: '/not' }];
}

const words: [string, DifferenceCode][] = [
  ['$id', 'ID_CHANGED'],
  ['title', 'TITLE_CHANGED'],
  ['description', 'DESCRIPTION_CHANGED'],
  ['default', 'DEFAULT_CHANGED'],
];

function wordsChanged(old: JsonSchema, next: JsonSchema): Difference[] {
  if (!isKeywords(old) || !isKeywords(next)) return [];
  const changed = words.filter(([name]) => JSON.stringify(old[name]) !== JSON.stringify(next[name]));
  return changed.map(([name, code]) => ({ code, path: `/${name}` }));
}

function capped(differences: Difference[], policy: CompatibilityPolicy): Difference[] {
  if (differences.length <= mostDifferences) return differences;
  const breaking = differences.filter((difference) => breaksUnder(policy, difference));
  const harmless = differences.filter((difference) => !breaksUnder(policy, difference));
  return [...breaking, ...harmless].slice(0, mostDifferences);
}

function rowOf<Value>(table: Map<JsonSchema, Map<JsonSchema, Value>>, key: JsonSchema): Map<JsonSchema, Value> {
  const row = table.get(key) ?? new Map<JsonSchema, Value>();
  table.set(key, row);
  return row;
}

function addTo(broken: Ground['broken'], old: JsonSchema, next: JsonSchema): void {
  broken.set(old, (broken.get(old) ?? new Set()).add(next));
}

function sizeOf(broken: Ground['broken']): number {
  return [...broken.values()].reduce((sum, nexts) => sum + nexts.size, 0);
}
