import type { FlowSelection, FlowsQuery } from '#schemas/api/flow-list.ts';
import type { FlowFilters } from './search-params.ts';
import { rangeStart } from './time-range.ts';

export const pageSize = 50;

/** The filters of the page as the API takes them; relative times become absolute at `now` (ms since 1970). */
export function selectionOf(filters: FlowFilters, now: number): FlowSelection {
  return {
    q: filters.q.trim().slice(0, 500) || undefined,
    status: filters.status ?? undefined,
    type: filters.type || undefined,
    version: filters.version ?? undefined,
    missing: filters.missing || undefined,
    service: filters.service || undefined,
    from: filters.range ? rangeStart(filters.range, now) : (filters.from ?? undefined),
    to: filters.to ?? undefined,
    minDurationMs: filters.minDurationMs ?? undefined,
    maxDurationMs: filters.maxDurationMs ?? undefined,
  };
}

export function flowsQueryOf(filters: FlowFilters, now: number, cursor: string | null = null): FlowsQuery {
  return { ...selectionOf(filters, now), limit: pageSize, cursor: cursor ?? undefined };
}

/** A query as an address has it. */
export function searchOf(query: FlowSelection | FlowsQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
