import type { CompatibilityPolicy, Difference } from './difference.ts';
import type { JsonSchema } from './json-schema.ts';
import type { SchemaKind } from './schema-kind.ts';

/** Compares two schemas that stand inside those compared; paths come out below `path`. */
export type Comparison = {
  policy: CompatibilityPolicy;
  compare(old: JsonSchema, next: JsonSchema, path: string): Difference[];
  kindOf(side: 'old' | 'next', schema: JsonSchema): SchemaKind;
  /** The same comparison with the two sides changed over, as `not` asks for. */
  swapped(): Comparison;
};
