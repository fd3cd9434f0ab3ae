import { z } from 'zod';

/** What came of one interaction of a pact; null when the producer keeps it. */
export type Verified = { description: string; problem: string | null };

const mismatchSchema = z.looseObject({ mismatch: z.string(), path: z.string().optional() });
const resultsSchema = z.object({
  interactionResults: z.array(
    z.looseObject({
      description: z.string(),
      result: z.string(),
      mismatch: z.looseObject({ mismatches: z.array(mismatchSchema).default([]) }).optional(),
    }),
  ),
});

const missingKeys = 'Actual map is missing the following keys: ';

/** Reads what Pact's verifier gives as JSON, whether it was content or not. */
export function readResults(json: string): Verified[] {
  const { interactionResults } = resultsSchema.parse(JSON.parse(json));
  return interactionResults.map(({ description, result, mismatch }) => ({
    description,
    problem: result === 'OK' ? null : problemOf(mismatch?.mismatches ?? []),
  }));
}

function problemOf(mismatches: z.infer<typeof mismatchSchema>[]): string {
  const problems = mismatches.map(({ mismatch, path }) => inWords(mismatch, (path ?? '').replace(/^\$\.?/, '')));
  return problems.length === 0 ? 'nothing was told' : problems.toSorted().join('; ');
}

function inWords(mismatch: string, at: string): string {
  if (!mismatch.startsWith(missingKeys)) return at === '' ? mismatch : `${at}: ${mismatch}`;
  const fields = mismatch.slice(missingKeys.length).split(', ');
  const names = fields.map((field) => (at === '' ? field : `${at}.${field}`));
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} missing`;
}
