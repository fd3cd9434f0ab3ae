import { readLines } from '#app/_api/read-lines.ts';
import type { SearchLine } from '#schemas/api/search.ts';

export function readSearch(q: string, signal: AbortSignal): AsyncGenerator<SearchLine> {
  return readLines<SearchLine>(`/api/search?${new URLSearchParams({ q })}`, { signal });
}
