/**
 * Keeps a list still while somebody reads it: items that came in between or above the known ones are held back as
 * `fresh`; what follows the last known one (the next page) is shown. Without `known` everything is shown.
 */
export function splitFresh<T>(
  items: T[],
  known: ReadonlySet<string> | null,
  idOf: (item: T) => string,
): { shown: T[]; fresh: number } {
  if (!known) return { shown: items, fresh: 0 };
  const lastKnown = items.findLastIndex((item) => known.has(idOf(item)));
  const shown = items.filter((item, index) => index > lastKnown || known.has(idOf(item)));
  return { shown, fresh: items.length - shown.length };
}
