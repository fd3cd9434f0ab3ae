import { readJson } from '#app/_api/read-json.ts';
import type { ConsumerGroupList } from '#schemas/api/consumer-group.ts';

/** Reads a page of groups; what is undefined is not asked for. */
export function readGroups(
  query: Record<string, string | number | undefined>,
  signal: AbortSignal,
): Promise<ConsumerGroupList> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return readJson<ConsumerGroupList>(`/api/consumer-groups?${search}`, { signal });
}
