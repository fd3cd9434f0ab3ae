import type { FlowsQuery } from '#schemas/api/flow.ts';
import type { FlowFilters } from './search-params.ts';
import { rangeStart } from './time-range.ts';

export const pageSize = 50;

/** The filters of the page as the room's query; relative times become absolute at `now` (ms since 1970). */
export function flowsQueryOf(filters: FlowFilters, now: number, cursor: string | null = null): FlowsQuery {
  const query: FlowsQuery = { limit: pageSize };
  const q = filters.q.trim();
  if (q) query.q = q.slice(0, 500);
  if (filters.status) query.status = filters.status;
  if (filters.type) query.type = filters.type;
  if (filters.service) query.service = filters.service;
  if (filters.range) query.from = rangeStart(filters.range, now);
  if (cursor) query.cursor = cursor;
  return query;
}
