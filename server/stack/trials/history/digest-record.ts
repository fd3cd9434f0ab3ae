import { createHash } from 'node:crypto';
import type { OutgoingHeader } from '#server/platform/kafka/index.ts';

export type Content = {
  key: Buffer | string | null;
  value: Buffer | string | null;
  headers: readonly OutgoingHeader[];
};

/** One short text for key, value and headers in their order, byte for byte: null and empty are not the same. */
export function digestRecord({ key, value, headers }: Content): string {
  const hash = createHash('sha256');
  const add = (part: Buffer | string | null) => {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    hash.update(bytes === null ? 'null;' : `${bytes.length};`);
    if (bytes) hash.update(bytes);
  };
  add(key);
  add(value);
  for (const [name, content, nameBytes] of headers) {
    add(nameBytes ?? name);
    add(content);
  }
  return hash.digest('base64url').slice(0, 22);
}
