import { createHash } from 'node:crypto';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The 16-byte key under which an id of any form is stored and looked up, as the text of a `uuid`: the id itself where
 * it is a UUID, else the first 128 bits of its SHA-256. Rows of every room find each other by it.
 */
export function idKey(id: string): string {
  if (uuid.test(id)) return id.toLowerCase();
  const hash = createHash('sha256').update(id, 'utf8').digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${hash.slice(12, 16)}-${hash.slice(16, 20)}-${hash.slice(20, 32)}`;
}
