import { z } from 'zod';
import { NibbleError } from '#schemas/errors.ts';

const cursor = z
  .array(z.union([z.string(), z.number()]))
  .min(2)
  .max(3);

/** Where a list goes on: beyond the row with these values of what it is ordered by. Opaque outside. */
export function writeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Throws `invalid` for what this list, ordered by so many values, did not give out. */
export function readCursor(text: string, length: number): (string | number)[] {
  const parsed = cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (parsed.success && parsed.data.length === length) return parsed.data;
  throw new NibbleError('invalid', 'The cursor is not one that this list gave out.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
