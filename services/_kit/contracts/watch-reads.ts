/**
 * The same value, and the paths of what was read of it so far: `data.items[].sku` for a field of each element. Only what
 * is there counts; asking for a field that is not there, and walking through an object, needs nothing of a producer.
 */
export function watchReads<T extends object>(value: T): { watched: T; reads(): string[] } {
  const seen = new Set<string>();
  return { watched: watch(value, '', seen), reads: () => [...seen].sort() };
}

function watch<T extends object>(value: T, path: string, seen: Set<string>): T {
  return new Proxy(value, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name);
      if (typeof name === 'symbol' || !Object.hasOwn(target, name) || isLength(target, name)) return found;
      const at = pathOf(target, path, name);
      if (typeof found === 'object' && found !== null) return watch(found, at, seen);
      if (found !== undefined) seen.add(at);
      return found;
    },
  });
}

function pathOf(parent: object, path: string, name: string): string {
  if (Array.isArray(parent)) return `${path}[]`;
  return path === '' ? name : `${path}.${name}`;
}

function isLength(target: object, name: string): boolean {
  return Array.isArray(target) && name === 'length';
}
