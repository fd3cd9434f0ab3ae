import { createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { flowStatuses } from '#schemas/api/flow-statuses.ts';
import { timeRanges } from './time-range.ts';

/** What of the list is worth pasting in a link. */
export const flowsParams = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(flowStatuses),
  type: parseAsString,
  service: parseAsString,
  range: parseAsStringLiteral(timeRanges),
};

export type FlowFilters = {
  q: string;
  status: (typeof flowStatuses)[number] | null;
  type: string | null;
  service: string | null;
  range: (typeof timeRanges)[number] | null;
};

export const noFilters: FlowFilters = { q: '', status: null, type: null, service: null, range: null };

/** The address of the list with these filters. */
export const flowsPath = createSerializer(flowsParams);

export function hasFilters(filters: FlowFilters): boolean {
  return filters.q.trim() !== '' || [filters.status, filters.type, filters.service, filters.range].some(Boolean);
}
