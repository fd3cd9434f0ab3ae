import type { ProblemDetails } from '#schemas/api/common.ts';
import type { FlowCounts, FlowList } from '#schemas/api/flow-list.ts';
import type { FlowFilters } from './search-params.ts';

/** What the server read for the first paint, and for which filters. */
export type FirstRead = {
  filters: FlowFilters;
  list: FlowList | null;
  problem: ProblemDetails | null;
  counts: FlowCounts | null;
};
