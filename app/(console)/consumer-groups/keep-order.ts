/**
 * Holds rows where they were while somebody reads them: `known` stand as they stood, with what is new in them; those that
 * came in since stand behind them. `moved`: they would stand otherwise now.
 */
export function keepOrder<T>(
  items: readonly T[],
  known: readonly string[] | null,
  idOf: (item: T) => string,
): { shown: T[]; moved: boolean } {
  if (!known) return { shown: [...items], moved: false };
  const byId = new Map(items.map((item) => [idOf(item), item]));
  const kept = known.flatMap((id) => byId.get(id) ?? []);
  const among = new Set(known);
  const shown = [...kept, ...items.filter((item) => !among.has(idOf(item)))];
  return { shown, moved: shown.some((item, index) => items[index] !== item) };
}
