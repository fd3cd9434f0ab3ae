import { businessKeys, businessKind } from './business-keys.ts';

export type BusinessKey = { kind: string; value: string };

const kinds = new Map<string, string | null>();

/** Finds the fields named like business keys in a parsed JSON value, as deep and as many as `businessKeys` allows. */
export function readBusinessKeys(value: unknown, found: BusinessKey[] = [], depth = 0): BusinessKey[] {
  if (depth > businessKeys.depth) return found;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, businessKeys.most)) readBusinessKeys(item, found, depth + 1);
    return found;
  }
  if (!isJsonObject(value)) return found;
  for (const name in value) {
    const inner = value[name];
    if (found.length >= businessKeys.most) return found;
    const text = keyValue(inner);
    if (text === null) readBusinessKeys(inner, found, depth + 1);
    else addKey(found, kindOf(name), text);
  }
  return found;
}

/** What JSON.parse gave for an object: all fields are its own. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds a key unless its kind is null or it is there already. */
export function addKey(found: BusinessKey[], kind: string | null, value: string): void {
  if (kind === null || found.length >= businessKeys.most || value.length === 0) return;
  if (value.length > businessKeys.longest || found.some((key) => key.kind === kind && key.value === value)) return;
  found.push({ kind, value });
}

/** `businessKind`, remembered: the same few names come again and again. */
export function kindOf(name: string): string | null {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  if (kinds.size > 10_000) kinds.clear();
  const kind = businessKind(name);
  kinds.set(name, kind);
  return kind;
}

function keyValue(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : null;
}
