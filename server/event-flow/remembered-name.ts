import { unprintable } from './stored-id.ts';

/** A dictionary word as it is stored, and what had to be changed for it. */
export type StoredName = { text: string; hasNul: boolean; isOdd: boolean };

const longest = 200;
const mostRemembered = 10_000;
const unprintables = new RegExp(unprintable, 'gu');
const known = new Map<string, StoredName>();

/**
 * A type or service as a dictionary word: an index entry has a limit, and it stands in lists and drawings, where nothing
 * may reorder them. Remembered: the same few names come again and again.
 */
export function rememberedName(name: string): StoredName {
  const before = known.get(name);
  if (before) return before;
  const text = name.slice(0, longest).toWellFormed().replace(unprintables, '�');
  const stored = { text, hasNul: name.includes('\0'), isOdd: text !== name };
  if (name.length > longest) return stored;
  if (known.size >= mostRemembered) known.clear();
  known.set(name, stored);
  return stored;
}
