import { compareLimit } from './compare-scalars.ts';
import type { Comparison } from './comparison.ts';
import { breaksUnder, type Difference } from './difference.ts';
import { isSchema, type JsonSchema, type Keywords, schemasOf } from './json-schema.ts';

/** `places` are the items with a schema each; `rest` is what the others must be, true when that is anything. */
type Items = { isTuple: boolean; places: JsonSchema[]; rest: JsonSchema; restPath: string; placesPath: string };

export function compareArrays(comparison: Comparison, old: Keywords, next: Keywords): Difference[] {
  return [
    ...compareLimit('MAX_ITEMS', 'maxItems', old, next),
    ...compareLimit('MIN_ITEMS', 'minItems', old, next),
    ...compareLimit('MAX_CONTAINS', 'maxContains', old, next),
    ...compareLimit('MIN_CONTAINS', 'minContains', old, next),
    ...compareUniqueness(old.uniqueItems === true, next.uniqueItems === true),
    ...compareItems(comparison, itemsOf(old), itemsOf(next)),
  ];
}

function compareUniqueness(old: boolean, next: boolean): Difference[] {
  return old === next ? [] : [{ code: next ? 'UNIQUE_ITEMS_ADDED' : 'UNIQUE_ITEMS_REMOVED', path: '/uniqueItems' }];
}

/** Draft 2020-12 writes `prefixItems` and `items`, older ones an array of `items` and `additionalItems`. */
function itemsOf(schema: Keywords): Items {
  const rest = (keyword: string, isTuple: boolean): Pick<Items, 'isTuple' | 'rest' | 'restPath'> => {
    const value = schema[keyword] ?? schema.unevaluatedItems;
    return { isTuple, rest: isSchema(value) ? value : true, restPath: `/${keyword}` };
  };
  if (Array.isArray(schema.prefixItems)) {
    return { places: schemasOf(schema.prefixItems), placesPath: '/prefixItems', ...rest('items', true) };
  }
  if (Array.isArray(schema.items)) {
    return { places: schemasOf(schema.items), placesPath: '/items', ...rest('additionalItems', true) };
  }
  return { places: [], placesPath: '/items', ...rest('items', false) };
}

function compareItems(comparison: Comparison, old: Items, next: Items): Difference[] {
  if (!old.isTuple && !next.isTuple) return compareEveryItem(comparison, old.rest, next.rest);
  const found: Difference[] = [];
  for (let at = 0; at < Math.max(old.places.length, next.places.length); at += 1) {
    const was = old.places[at];
    const is = next.places[at];
    if (was !== undefined && is !== undefined) found.push(...comparison.compare(was, is, `${next.placesPath}/${at}`));
    else if (is !== undefined) found.push(...addedPlace(comparison, old, is, `${next.placesPath}/${at}`));
    else if (was !== undefined) found.push(...removedPlace(comparison, was, next, `${old.placesPath}/${at}`));
  }
  return [...found, ...compareRest(comparison, old.rest, next.rest, next.restPath)];
}

function compareEveryItem(comparison: Comparison, old: JsonSchema, next: JsonSchema): Difference[] {
  if (old === true && next === true) return [];
  if (next === true) return [{ code: 'SCHEMA_REMOVED', path: '/items' }];
  if (old === true && comparison.kindOf('next', next).kind !== 'any') return [{ code: 'SCHEMA_ADDED', path: '/items' }];
  return comparison.compare(old, next, '/items');
}

function addedPlace(comparison: Comparison, old: Items, schema: JsonSchema, path: string): Difference[] {
  if (old.rest === false) return [{ code: 'ITEM_ADDED_TO_CLOSED_CONTENT_MODEL', path }];
  if (old.rest === true) {
    const isAny = comparison.kindOf('next', schema).kind === 'any';
    const code = isAny ? 'ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL' : 'ITEM_ADDED_TO_OPEN_CONTENT_MODEL';
    return [{ code, path }];
  }
  const isCovered = fits(comparison, comparison.compare(old.rest, schema, path));
  return [{ code: `ITEM_ADDED_${isCovered ? 'IS' : 'NOT'}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`, path }];
}

function removedPlace(comparison: Comparison, schema: JsonSchema, next: Items, path: string): Difference[] {
  if (next.rest === true) return [{ code: 'ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL', path }];
  if (next.rest === false) {
    const isNever = comparison.kindOf('old', schema).kind === 'never';
    const code = isNever
      ? 'ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL'
      : 'ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL';
    return [{ code, path }];
  }
  const isCovered = fits(comparison, comparison.compare(schema, next.rest, path));
  return [{ code: `ITEM_REMOVED_${isCovered ? 'IS' : 'NOT'}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`, path }];
}

function compareRest(comparison: Comparison, old: JsonSchema, next: JsonSchema, path: string): Difference[] {
  if (typeof old !== 'boolean' && typeof next !== 'boolean') return comparison.compare(old, next, path);
  if (old === next) return [];
  if (old === false) return [{ code: 'ADDITIONAL_ITEMS_ADDED', path }];
  if (next === false) return [{ code: 'ADDITIONAL_ITEMS_REMOVED', path }];
  return [{ code: next === true ? 'ADDITIONAL_ITEMS_EXTENDED' : 'ADDITIONAL_ITEMS_NARROWED', path }];
}

function fits({ policy }: Comparison, differences: Difference[]): boolean {
  return !differences.some((difference) => breaksUnder(policy, difference));
}
