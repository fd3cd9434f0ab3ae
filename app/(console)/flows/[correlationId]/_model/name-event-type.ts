/** `restaurant.order_ready` → `order ready`: the lane says whose it is, so the end of the type carries the meaning. */
export function nameEventType(type: string | null): string {
  if (type === null || type.trim() === '') return 'unreadable';
  const last = type.split(/[./:]/).findLast((part) => part !== '') ?? type;
  return last.replaceAll(/[_-]+/g, ' ').trim() || type;
}

/** Ever shorter names of one event, each keeping the meaningful end: `order ready`, `ready`. */
export function shorterNames(name: string): string[] {
  const words = name.split(' ');
  return words.map((_, index) => words.slice(index).join(' '));
}
