import { hash } from 'node:crypto';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-7][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const standIn = /~([0-9a-f]{12}8[0-9a-f]{19})$/;

/**
 * The 16-byte key under which every room stores an id of any form, as 32 hex digits (PostgreSQL reads them as a uuid).
 * A UUID of versions 1 to 7 is its own key; any other text is hashed to a version 8 UUID, which no text is taken for.
 */
export function idKey(id: string): string {
  const own = uuidKey(id);
  if (own !== null) return own;
  const digest = hash('sha256', id, 'hex');
  return `${digest.slice(0, 12)}8${digest.slice(13, 32)}`;
}

/** The key of a UUID of versions 1 to 7; null for any other text. */
export function uuidKey(id: string): string | null {
  if (!uuid.test(id)) return null;
  const plain = id.toLowerCase();
  return plain.slice(0, 8) + plain.slice(9, 13) + plain.slice(14, 18) + plain.slice(19, 23) + plain.slice(24);
}

/** The key of what a person or a link gives: an id, or the `…~key` that is shown in place of one that cannot be. */
export function askedKey(asked: string): string {
  return standIn.exec(asked)?.[1] ?? idKey(asked);
}
