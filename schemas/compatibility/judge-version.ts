import { compareSchemas } from './compare-schemas.ts';
import { breaksUnder, type CompatibilityPolicy, type Difference } from './difference.ts';
import type { JsonSchema } from './json-schema.ts';

export const compatibilityLevels = [
  'NONE',
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
] as const;
export type CompatibilityLevel = (typeof compatibilityLevels)[number];

/** Backward: readers of the new version take documents of the old one. Forward: the other way round. */
export type Direction = 'backward' | 'forward';
export type Break = { version: number; direction: Direction; differences: Difference[] };

/**
 * Whether a registry with this level and policy accepts `candidate` after the older versions: null when it does, else the
 * first version (newest first) that it breaks with, and why.
 */
export function judgeVersion(
  candidate: JsonSchema,
  older: readonly { version: number; schema: JsonSchema }[],
  { level, policy }: { level: CompatibilityLevel; policy: CompatibilityPolicy },
): Break | null {
  const newestFirst = older.toSorted((a, b) => b.version - a.version);
  const compared = level.endsWith('_TRANSITIVE') ? newestFirst : newestFirst.slice(0, 1);
  for (const { version, schema } of compared) {
    for (const direction of directionsOf(level)) {
      const all =
        direction === 'backward'
          ? compareSchemas(schema, candidate, policy)
          : compareSchemas(candidate, schema, policy);
      const differences = all.filter((difference) => breaksUnder(policy, difference));
      if (differences.length > 0) return { version, direction, differences };
    }
  }
  return null;
}

function directionsOf(level: CompatibilityLevel): Direction[] {
  if (level === 'NONE') return [];
  if (level.startsWith('FULL')) return ['backward', 'forward'];
  return level.startsWith('BACKWARD') ? ['backward'] : ['forward'];
}
