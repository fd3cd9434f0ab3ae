import type { ProblemDetails } from '#schemas/api/common.ts';
import type { ConsumerGroupList } from '#schemas/api/consumer-group.ts';
import type { GroupFilters } from './search-params.ts';

/** What the server read for the first paint, and for which filters. */
export type FirstRead = { filters: GroupFilters; list: ConsumerGroupList | null; problem: ProblemDetails | null };
