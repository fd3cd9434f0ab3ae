import { queryOptions } from '@tanstack/react-query';
import { readJson } from '#app/_api/read-json.ts';
import type { Story } from '#schemas/api/story.ts';
import { flowKey } from '../queries.ts';

/** Below the flow's own key: whatever has the flow read again has its story told again. */
export function storyKey(correlationId: string): readonly string[] {
  return [...flowKey(correlationId), 'story'];
}

export function storyReading(correlationId: string) {
  return queryOptions({
    queryKey: storyKey(correlationId),
    queryFn: ({ signal }) => readJson<Story>(`/api/flows/${encodeURIComponent(correlationId)}/story`, { signal }),
  });
}
