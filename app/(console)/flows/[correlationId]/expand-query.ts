/** As many records as are ever shown at once. */
export const mostShown = 10_000;

/** What to ask the API for so that the page shows what its URL says. */
export function expandQuery(expand: string | null): { expand?: string; limit?: number } {
  if (expand === null) return {};
  return expand === 'all' ? { expand, limit: mostShown } : { expand };
}
