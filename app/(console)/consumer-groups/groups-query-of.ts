import { badVerdicts } from './_lag/verdict-words.ts';
import { type GroupFilters, orderOf } from './search-params.ts';

/** So many groups are read at once. */
const pageSize = 100;
const longestName = 249;

/** The filters of the page as the API takes them; `bad` becomes the verdicts that it stands for. */
export function groupsQueryOf(filters: GroupFilters, cursor: string | null = null) {
  const { q, verdict, protocol, sort } = filters;
  return {
    q: q.trim().slice(0, longestName) || undefined,
    verdict: (verdict === 'bad' ? badVerdicts.join(',') : verdict) ?? undefined,
    protocol: protocol ?? undefined,
    sort,
    order: orderOf(filters),
    limit: pageSize,
    cursor: cursor ?? undefined,
  };
}
