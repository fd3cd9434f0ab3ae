/** A query that may take longer than the pool lets others. */
export function slowQuery(text: string, values: unknown[] = []) {
  return { text, values, query_timeout: 15 * 60_000 };
}
