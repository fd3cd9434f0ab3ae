import { z } from 'zod';
import { errorCodes } from '../errors.ts';

/** ISO 8601 in UTC with milliseconds. */
export const isoTime = z.iso.datetime({ precision: 3 });

/** A 64-bit integer as a decimal string: JSON numbers lose digits beyond 2^53. */
export const int64 = z.string().regex(/^-?\d{1,20}$/);

/** One part of an answer that failed; the rest of the answer stands. */
export const partProblem = z.object({ what: z.string(), detail: z.string() });
export type PartProblem = z.infer<typeof partProblem>;

/** RFC 9457 problem details. `ref` finds the log line of the same failure. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(errorCodes),
  detail: z.string(),
  ref: z.string(),
});
export type ProblemDetails = z.infer<typeof problemDetails>;

/** How many items a list may give at once, and where it goes on. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(400).optional(),
});
