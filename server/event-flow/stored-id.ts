import { idKey, uuidKey } from '#server/platform/db/index.ts';

/** An id as the store keeps it: 16 bytes as 32 hex digits, and the text to keep when the digits do not tell it. */
export type StoredId = { key: string; text: string | null };

const traceId = /^[0-9a-f]{32}$/i;
const standIn = /~[0-9a-f]{12}8[0-9a-f]{19}$/;
const longestText = 200;
/** What no screen shows, or what changes how the text around it is shown. */
export const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}�]/u;

const mostRemembered = 20_000;
let young = new Map<string, StoredId>();
let old = new Map<string, StoredId>();

/** `storedId`, remembered where it costs a hash: the ids of a flow come again with each of its records. */
export function rememberedId(id: string): StoredId {
  const own = uuidKey(id);
  if (own !== null) return { key: own, text: null };
  const known = young.get(id) ?? old.get(id);
  if (known) return known;
  const stored = storedId(id);
  if (id.length > longestText) return stored;
  if (young.size >= mostRemembered) {
    old = young;
    young = new Map();
  }
  young.set(id, stored);
  return stored;
}

/**
 * The key of an id and the text to keep beside it: none for a UUID, the id itself where it can be shown, else its
 * beginning with `~key`, under which `askedKey` finds it again.
 */
function storedId(id: string): StoredId {
  const key = idKey(id);
  if (!needsText(key)) return { key, text: null };
  return { key, text: isPlain(id) ? id : `${abridge(id)}~${key}` };
}

/** True when the text kept is only a stand-in: the id is too long, or cannot be shown. */
export function isStandIn({ key, text }: StoredId): boolean {
  return text?.endsWith(`~${key}`) ?? false;
}

/** A W3C trace id is 16 bytes itself; null when it is not one. */
export function traceKey(id: string): string | null {
  return traceId.test(id) && !/^0+$/.test(id) ? id.toLowerCase() : null;
}

/** True when the key is a hash, whose text stands in `id_text`. */
export function needsText(key: string): boolean {
  return key[12] === '8';
}

/** The text of a key: the UUID itself, else the text given, else a stand-in by which it is found again. */
export function keyText(key: string, text: string | null | undefined): string {
  if (needsText(key)) return text ?? `~${key}`;
  return `${key.slice(0, 8)}-${key.slice(8, 12)}-${key.slice(12, 16)}-${key.slice(16, 20)}-${key.slice(20)}`;
}

/** PostgreSQL writes a uuid with dashes; keys in the code have none. */
export function keyOf(uuid: string): string {
  return uuid.replaceAll('-', '');
}

function isPlain(id: string): boolean {
  return id.length <= longestText && id.isWellFormed() && !unprintable.test(id) && !standIn.test(id) && isWhole(id);
}

/** Spaces at its ends are lost wherever an id is pasted, and browsers resolve a path of dots. */
function isWhole(id: string): boolean {
  return id === id.trim() && id !== '.' && id !== '..';
}

function abridge(id: string): string {
  return id
    .slice(0, 60)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�')
    .trim();
}
