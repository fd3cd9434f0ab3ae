/** What stands at a JSON pointer (RFC 6901); undefined where nothing does. */
export function valueAt(value: unknown, pointer: string): unknown {
  const names = pointer === '' ? [] : pointer.slice(1).split('/');
  return names.reduce<unknown>((part, name) => {
    const own = name.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof part === 'object' && part !== null && Object.hasOwn(part, own) ? Reflect.get(part, own) : undefined;
  }, value);
}
