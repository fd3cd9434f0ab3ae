import { z } from '@hono/zod-openapi';
import { problemDetails } from '#schemas/api/common.ts';

/** Text that a person typed: no control characters (PostgreSQL has no NUL) and no halves of surrogate pairs. */
export const plainText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'holds a control character');

/** An id of ours or a client's: visible, short, safe in a URL and in a header. */
export const idText = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'is not an id');

export const idParam = z.object({ id: idText });

export const addressSchema = z.object({ street: plainText(200), city: plainText(200) });

/** A JSON body for `createRoute`. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const;
}

/** A JSON answer for `createRoute`. */
export function jsonAnswer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } } as const;
}

/** A refusal for `createRoute`. */
export function problemAnswer(description: string) {
  return { description, content: { 'application/problem+json': { schema: problemDetails } } } as const;
}
