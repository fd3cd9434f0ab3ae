/** `pointer` is a JSON pointer (RFC 6901); `before` and `after` are undefined where nothing stood. */
export type JsonChange = { pointer: string; before: unknown; after: unknown };

/**
 * What differs between two JSON values, in the order in which it stands in the later one, what is gone last. Of a part
 * that is new or gone only its topmost pointer is named. Arrays are compared place by place.
 */
export function changesBetween(before: unknown, after: unknown): JsonChange[] {
  return differing('', before, after);
}

function differing(pointer: string, before: unknown, after: unknown): JsonChange[] {
  if (Object.is(before, after)) return [];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ pointer, before, after }];
  }
  const names = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...names].flatMap((name) =>
    differing(`${pointer}/${escapeName(name)}`, ownValue(before, name), ownValue(after, name)),
  );
}

function escapeName(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function ownValue(container: object, name: string): unknown {
  return Object.hasOwn(container, name) ? Reflect.get(container, name) : undefined;
}
