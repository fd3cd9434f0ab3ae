import type { FlowList } from '#schemas/api/flow-list.ts';

type Page = Pick<FlowList, 'items' | 'looked'>;

/** So many pages are looked through unasked, until a first screen is full. */
const mostUnasked = 4;

/** How many flows were looked at in all, and back to when; null unless the last page is short and a search goes on. */
export function lookedIn(pages: readonly Page[]): FlowList['looked'] {
  const last = pages.at(-1)?.looked ?? null;
  if (last === null) return null;
  return { ...last, flows: pages.reduce((sum, { looked, items }) => sum + (looked?.flows ?? items.length), 0) };
}

/** A search through short pages rests after some, until it is asked to look further. */
export function looksOn(pages: readonly Page[]): boolean {
  const short = pages.filter(({ looked }) => looked !== null).length;
  return pages.at(-1)?.looked === null || short < mostUnasked;
}
