const kept = Symbol.for('nibble.web');

/**
 * The one `name` of this process, made when first asked for. Next bundles pages, routes and instrumentation apart, so
 * that a module's own variable would exist once a bundle; the global object exists once.
 */
export function inProcess<T>(name: string, make: () => T): T {
  const holder = holderOf(globalThis);
  if (!holder.has(name)) holder.set(name, make());
  return keptAs<T>(holder, name);
}

function holderOf(root: typeof globalThis): Map<string, unknown> {
  const found: unknown = Reflect.get(root, kept);
  if (found instanceof Map) return found;
  const made = new Map<string, unknown>();
  Reflect.set(root, kept, made);
  return made;
}

/** Each name is used by one caller alone, which made the value itself: so it is a `T`. */
function keptAs<T>(holder: Map<string, unknown>, name: string): T {
  return holder.get(name) as T;
}
