import { createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { verdictsByHarm } from './_lag/verdict-words.ts';

/** `bad`: all that need somebody. */
export const verdictFilters = ['bad', ...verdictsByHarm] as const;
export const protocolFilters = ['classic', 'consumer', 'share', 'streams', 'unknown'] as const;
export const sorts = ['harm', 'group', 'lag', 'lagMs', 'members'] as const;
export const orders = ['asc', 'desc'] as const;

export type GroupSort = (typeof sorts)[number];
export type SortOrder = (typeof orders)[number];

/** What of the list is worth pasting in a link. */
export const groupsParams = {
  q: parseAsString.withDefault(''),
  verdict: parseAsStringLiteral(verdictFilters),
  protocol: parseAsStringLiteral(protocolFilters),
  sort: parseAsStringLiteral(sorts).withDefault('harm'),
  order: parseAsStringLiteral(orders),
};

export type GroupFilters = {
  q: string;
  verdict: (typeof verdictFilters)[number] | null;
  protocol: (typeof protocolFilters)[number] | null;
  sort: GroupSort;
  order: SortOrder | null;
};

/** The address of the list with these filters. */
export const groupsPath = createSerializer(groupsParams);

export function hasFilters({ q, verdict, protocol }: GroupFilters): boolean {
  return q.trim() !== '' || verdict !== null || protocol !== null;
}

/** Names from A; all else from the most, or the worst. */
export function orderOf({ sort, order }: Pick<GroupFilters, 'sort' | 'order'>): SortOrder {
  return order ?? (sort === 'group' ? 'asc' : 'desc');
}

/** What pressing a heading asks for: another column, or the same the other way round. */
export function sortBy(id: GroupSort, now: Pick<GroupFilters, 'sort' | 'order'>): Pick<GroupFilters, 'sort' | 'order'> {
  if (now.sort !== id) return { sort: id, order: null };
  return { sort: id, order: orderOf(now) === 'asc' ? 'desc' : 'asc' };
}
