import { compareLimit } from './compare-scalars.ts';
import type { Comparison } from './comparison.ts';
import { breaksUnder, type Difference, type DifferenceCode } from './difference.ts';
import {
  isKeywords,
  isSchema,
  type JsonSchema,
  type Keywords,
  namedSchemas,
  pointerStep,
  textsOf,
} from './json-schema.ts';

/** What an object takes under a name that it does not list: anything, nothing, or what a schema says. */
type Cover = 'open' | 'closed' | JsonSchema;

export function compareObjects(comparison: Comparison, old: Keywords, next: Keywords): Difference[] {
  return [
    ...compareLimit('MAX_PROPERTIES', 'maxProperties', old, next),
    ...compareLimit('MIN_PROPERTIES', 'minProperties', old, next),
    ...compareProperties(comparison, old, next),
    ...['additionalProperties', 'unevaluatedProperties'].flatMap((name) => compareExtra(comparison, name, old, next)),
    ...compareDependencies(comparison, old, next),
  ];
}

function compareProperties(comparison: Comparison, old: Keywords, next: Keywords): Difference[] {
  const before = namedSchemas(old.properties);
  const after = namedSchemas(next.properties);
  const found: Difference[] = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(name);
    const is = after.get(name);
    const path = `/properties${pointerStep(name)}`;
    if (was !== undefined && is !== undefined) {
      found.push(...comparison.compare(was, is, path), ...compareRequired(name, path, { old, next, schema: is }));
    } else if (is !== undefined) found.push(...addedProperty(comparison, name, is, { old, next, path }));
    else if (was !== undefined) found.push(...removedProperty(comparison, name, was, { next, path }));
  }
  return found;
}

function compareRequired(
  name: string,
  path: string,
  { old, next, schema }: { old: Keywords; next: Keywords; schema: JsonSchema },
): Difference[] {
  const was = textsOf(old.required).includes(name);
  const is = textsOf(next.required).includes(name);
  if (was === is) return [];
  const added = hasDefault(schema) ? 'REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED' : 'REQUIRED_ATTRIBUTE_ADDED';
  return [{ code: is ? added : 'REQUIRED_ATTRIBUTE_REMOVED', path }];
}

/** Whether a new property contradicts old documents depends on what the old side took under its name. */
function addedProperty(
  comparison: Comparison,
  name: string,
  schema: JsonSchema,
  { old, next, path }: { old: Keywords; next: Keywords; path: string },
): Difference[] {
  const cover = coverOf(old, name);
  const isAny = comparison.kindOf('next', schema).kind === 'any';
  if (cover === 'open' && isAny) return [{ code: 'PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL', path }];
  const required = textsOf(next.required).includes(name);
  const missing: Difference[] =
    required && !hasDefault(schema)
      ? [
          {
            code: cover === 'open' ? 'REQUIRED_ATTRIBUTE_ADDED' : 'REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL',
            path,
          },
        ]
      : [];
  if (cover === 'open') return [{ code: 'PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL', path }, ...missing];
  if (missing.length > 0) return missing;
  if (cover === 'closed' || isAny) return [{ code: addedToClosed(required), path }];
  const inner = comparison.compare(cover, schema, path);
  return covered(comparison, inner, path, [
    'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
    'PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
  ]);
}

function addedToClosed(required: boolean): DifferenceCode {
  return required
    ? 'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL'
    : 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL';
}

function removedProperty(
  comparison: Comparison,
  name: string,
  schema: JsonSchema,
  { next, path }: { next: Keywords; path: string },
): Difference[] {
  const cover = coverOf(next, name);
  if (cover === 'open') return [{ code: 'PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL', path }];
  if (comparison.kindOf('old', schema).kind === 'never') {
    return [{ code: 'PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL', path }];
  }
  if (cover === 'closed') return [{ code: 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL', path }];
  return covered(comparison, comparison.compare(schema, cover, path), path, [
    'PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
    'PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
  ]);
}

function covered(
  { policy }: Comparison,
  inner: Difference[],
  path: string,
  [yes, no]: [DifferenceCode, DifferenceCode],
): Difference[] {
  const breaking = inner.filter((difference) => breaksUnder(policy, difference));
  return breaking.length === 0 ? [{ code: yes, path }] : [{ code: no, path }, ...breaking];
}

function coverOf(schema: Keywords, name: string): Cover {
  for (const [pattern, cover] of namedSchemas(schema.patternProperties)) if (fitsPattern(pattern, name)) return cover;
  const extra = [schema.additionalProperties, schema.unevaluatedProperties];
  if (extra.includes(false)) return 'closed';
  return extra.find(isKeywords) ?? 'open';
}

/** A pattern that is no regular expression covers nothing. */
function fitsPattern(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return false;
  }
}

function hasDefault(schema: JsonSchema): boolean {
  return isKeywords(schema) && Object.hasOwn(schema, 'default');
}

function compareExtra(comparison: Comparison, keyword: string, old: Keywords, next: Keywords): Difference[] {
  const was = isSchema(old[keyword]) ? old[keyword] : true;
  const is = isSchema(next[keyword]) ? next[keyword] : true;
  const path = `/${keyword}`;
  if (isKeywords(was) && isKeywords(is)) return comparison.compare(was, is, path);
  if (was === is) return [];
  if (was === false) return [{ code: 'ADDITIONAL_PROPERTIES_ADDED', path }];
  if (is === false) return [{ code: 'ADDITIONAL_PROPERTIES_REMOVED', path }];
  return [{ code: is === true ? 'ADDITIONAL_PROPERTIES_EXTENDED' : 'ADDITIONAL_PROPERTIES_NARROWED', path }];
}

/** `dependencies` of older drafts, and the two keywords that took its place. */
function compareDependencies(comparison: Comparison, old: Keywords, next: Keywords): Difference[] {
  return ['dependencies', 'dependentRequired', 'dependentSchemas'].flatMap((keyword) => {
    const before = isKeywords(old[keyword]) ? old[keyword] : {};
    const after = isKeywords(next[keyword]) ? next[keyword] : {};
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
      compareDependency(comparison, before[name], after[name], `/${keyword}${pointerStep(name)}`),
    );
  });
}

function compareDependency(comparison: Comparison, old: unknown, next: unknown, path: string): Difference[] {
  const kind = Array.isArray(old ?? next) ? 'DEPENDENCY_ARRAY' : 'DEPENDENCY_SCHEMA';
  if (old === undefined) return [{ code: `${kind}_ADDED`, path }];
  if (next === undefined) return [{ code: `${kind}_REMOVED`, path }];
  if (isSchema(old) && isSchema(next)) return comparison.compare(old, next, path);
  const before = textsOf(old);
  const after = textsOf(next);
  const gained = after.some((name) => !before.includes(name));
  const lost = before.some((name) => !after.includes(name));
  if (!gained && !lost) return [];
  const code = gained ? 'DEPENDENCY_ARRAY_EXTENDED' : 'DEPENDENCY_ARRAY_NARROWED';
  return [{ code: gained && lost ? 'DEPENDENCY_ARRAY_CHANGED' : code, path }];
}
