/** A JSON Schema as it was parsed: true, false, or an object of keywords. */
export type JsonSchema = boolean | Keywords;
export type Keywords = { readonly [keyword: string]: unknown };

export function isKeywords(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || isKeywords(value);
}

export function schemasOf(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** The schemas under a keyword such as `properties`, by name. */
export function namedSchemas(value: unknown): Map<string, JsonSchema> {
  const entries = isKeywords(value) ? Object.entries(value) : [];
  return new Map(entries.filter((entry): entry is [string, JsonSchema] => isSchema(entry[1])));
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** What a `$ref` within the same document points at; undefined where that is nothing. */
export function resolvePointer(root: JsonSchema, ref: string): JsonSchema | undefined {
  const [, pointer] = /^#(\/.*)?$/.exec(ref) ?? [];
  if (pointer === undefined) return ref === '#' ? root : undefined;
  let found: unknown = root;
  for (const part of pointer.slice(1).split('/')) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = Reflect.get(found, name);
  }
  return isSchema(found) ? found : undefined;
}

/** One step of a JSON pointer. */
export function pointerStep(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
