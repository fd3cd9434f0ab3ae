import type { Comparison } from './comparison.ts';
import { breaksUnder, type Difference } from './difference.ts';
import type { JsonSchema } from './json-schema.ts';
import { matchBranches } from './match-branches.ts';
import type { Criterion, SchemaKind } from './schema-kind.ts';

type Combined = Extract<SchemaKind, { kind: 'combined' }>;

/** Two sets of alternatives or demands; their order means nothing. */
export function compareCombined(comparison: Comparison, old: Combined, next: Combined): Difference[] {
  const before = distinct(old.branches);
  const after = distinct(next.branches);
  const path = pathOf(next);
  const found: Difference[] = [];
  if (old.criterion !== next.criterion) {
    const widened = isWidened(old.criterion, next.criterion, before.length === 1, after.length === 1);
    if (!widened) return [{ code: 'COMBINED_TYPE_CHANGED', path: '' }];
    found.push({ code: 'COMBINED_TYPE_EXTENDED', path });
  }
  if (before.length !== after.length) found.push(countChanged(next.criterion, after.length > before.length, path));
  return [...found, ...compareBranches(comparison, before, after, path)];
}

function isWidened(old: Criterion, next: Criterion, oldIsSingle: boolean, nextIsSingle: boolean): boolean {
  if (next === 'anyOf' || (oldIsSingle && nextIsSingle)) return true;
  return (next === 'oneOf' && oldIsSingle) || (old === 'allOf' && nextIsSingle);
}

function countChanged(criterion: Criterion, isMore: boolean, path: string): Difference {
  if (criterion === 'allOf') return { code: isMore ? 'PRODUCT_TYPE_EXTENDED' : 'PRODUCT_TYPE_NARROWED', path };
  return { code: isMore ? 'SUM_TYPE_EXTENDED' : 'SUM_TYPE_NARROWED', path };
}

function compareBranches(comparison: Comparison, old: JsonSchema[], next: JsonSchema[], path: string): Difference[] {
  const inner = (left: number, right: number) => {
    const [was, is] = [old[left], next[right]];
    return was === undefined || is === undefined ? [] : comparison.compare(was, is, branchPath(path, right));
  };
  const fits = (left: number, right: number) => isCompatible(comparison, inner(left, right));
  const { size, pairs } = matchBranches(old.length, next.length, fits);
  const same = [...pairs].flatMap(([left, right]) => inner(left, right));
  if (size === Math.min(old.length, next.length)) return same;
  const unpaired = old.flatMap((_, left) =>
    pairs.has(left) ? [] : nearest(comparison, left, next.length, pairs, inner),
  );
  return [{ code: 'COMBINED_TYPE_SUBSCHEMAS_CHANGED', path }, ...unpaired, ...same];
}

/** What keeps an unpaired branch from the one most like it: of the same kind, and with the fewest differences. */
function nearest(
  comparison: Comparison,
  left: number,
  count: number,
  pairs: Map<number, number>,
  inner: (left: number, right: number) => Difference[],
): Difference[] {
  const taken = new Set(pairs.values());
  const free = Array.from({ length: count }, (_, right) => right).filter((right) => !taken.has(right));
  const alike = free
    .map((right) => inner(left, right).filter((difference) => breaksUnder(comparison.policy, difference)))
    .filter((found) => !found.some(({ code }) => code === 'TYPE_CHANGED'));
  return alike.sort((a, b) => a.length - b.length)[0] ?? [];
}

/** A plain schema that becomes alternatives: one of them must take all that it took. */
export function comparePlainWithCombined(comparison: Comparison, old: JsonSchema, next: Combined): Difference[] {
  const branches = distinct(next.branches);
  const [only] = branches;
  const path = pathOf(next);
  if (branches.length === 1 && only !== undefined) return comparison.compare(old, only, branchPath(path, 0));
  const isTaken =
    next.criterion !== 'allOf' &&
    branches.some((branch, at) => isCompatible(comparison, comparison.compare(old, branch, branchPath(path, at))));
  return [isTaken ? { code: 'SUM_TYPE_EXTENDED', path } : { code: 'TYPE_CHANGED', path: '' }];
}

/** Demands that become one plain schema: it must take what one of them took. */
export function compareCombinedWithPlain(comparison: Comparison, old: Combined, next: JsonSchema): Difference[] {
  const branches = distinct(old.branches);
  const [only] = branches;
  if (branches.length === 1 && only !== undefined) return comparison.compare(only, next, '');
  const isTaken =
    old.criterion === 'allOf' &&
    branches.some((branch) => isCompatible(comparison, comparison.compare(branch, next, '')));
  return [{ code: isTaken ? 'PRODUCT_TYPE_NARROWED' : 'TYPE_CHANGED', path: '' }];
}

function isCompatible({ policy }: Comparison, differences: Difference[]): boolean {
  return !differences.some((difference) => breaksUnder(policy, difference));
}

function distinct(branches: JsonSchema[]): JsonSchema[] {
  const seen = new Map<string, JsonSchema>();
  for (const branch of branches) if (!seen.has(JSON.stringify(branch))) seen.set(JSON.stringify(branch), branch);
  return [...seen.values()];
}

/** Keywords side by side are an allOf that nobody wrote, so it has no place in a path. */
function pathOf({ criterion, isWritten }: Combined): string {
  return isWritten ? `/${criterion}` : '';
}

function branchPath(path: string, at: number): string {
  return path === '' ? '' : `${path}/${at}`;
}
