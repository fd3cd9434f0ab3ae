import type { FilterOption } from '#app/_ui/filter-select.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { statusWords } from '#app/_ui/status-pill.tsx';
import type { FlowFacets } from '#schemas/api/flow-list.ts';
import { type FlowStatus, flowStatuses } from '#schemas/api/flow-statuses.ts';

/** Of which flows the counts are. */
export function countedWords(facets: FlowFacets | null): string | null {
  if (!facets) return null;
  const { flows, backTo } = facets.counted;
  return backTo === null ? `of ${formatNoun(flows, 'flow')}` : `of the newest ${formatNoun(flows, 'flow')}`;
}

export function statusOptions(facets: FlowFacets | null): FilterOption<FlowStatus>[] {
  const counts = new Map(facets?.statuses.map(({ status, ...count }) => [status, count]));
  return flowStatuses.map((value) => ({ value, label: statusWords[value].word, ...counts.get(value) }));
}

export function seenOptions(facets: FlowFacets | null, names: readonly string[], chosen: string | null) {
  return optionsOf(facets && new Map(facets.types.map(({ type, seen }) => [type, seen])), names, chosen);
}

export function missingOptions(facets: FlowFacets | null, names: readonly string[], chosen: string | null) {
  return optionsOf(facets && new Map(facets.types.map(({ type, missing }) => [type, missing])), names, chosen);
}

export function serviceOptions(facets: FlowFacets | null, names: readonly string[], chosen: string | null) {
  return optionsOf(facets && new Map(facets.services.map(({ service, count }) => [service, count])), names, chosen);
}

export function versionOptions(facets: FlowFacets | null, type: string | null, chosen: number | null) {
  const known = facets?.types.find((each) => each.type === type)?.versions ?? [];
  const missing = chosen === null || known.some(({ version }) => version === chosen) ? [] : [{ version: chosen }];
  return [...known, ...missing].map(({ version, ...count }) => ({
    value: String(version),
    label: type === null ? `Any event v${version}` : `v${version}`,
    ...count,
  }));
}

/** A link may name a type or service that is not in the list: it still shows what is filtered by. */
function optionsOf(
  counts: ReadonlyMap<string, number> | null,
  names: readonly string[],
  chosen: string | null,
): FilterOption<string>[] {
  const all = chosen && !names.includes(chosen) ? [chosen, ...names] : names;
  return all.map((value) => ({ value, label: value, count: counts?.get(value) }));
}
