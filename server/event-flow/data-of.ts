/** What an event says, of its parsed value: its `data`, or all of it where it has no envelope around. */
export function dataOf(json: unknown): unknown {
  const isEvent = typeof json === 'object' && json !== null && Object.hasOwn(json, 'data');
  return isEvent ? Reflect.get(json, 'data') : json;
}
