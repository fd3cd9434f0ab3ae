import { z } from 'zod';
import { eventSchema } from '#schemas/dictionary.ts';

const withExample = z.object({ examples: z.array(z.record(z.string(), z.unknown())).min(1) });

/** The `data` that the schema of this version gives as its example. */
export function exampleOf(type: string, version: number): Record<string, unknown> {
  const [example] = withExample.parse(eventSchema(type, version)).examples;
  if (!example) throw new Error(`the schema of ${type} v${version} has no example`);
  return structuredClone(example);
}
