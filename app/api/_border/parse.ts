import type { z } from 'zod';
import { NibbleError } from '#schemas/errors.ts';
import { plainIssue } from './plain-issue.ts';

/** Parses what a caller sent. Throws `invalid` that names every wrong field in plain words. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: plainIssue });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'request'}: ${issue.message}`);
  throw new NibbleError('invalid', wrong.join('; '));
}

/** The query of a request; an empty value counts as absent, of a repeated one the last counts. */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== '');
  return parse(schema, Object.fromEntries(given));
}
