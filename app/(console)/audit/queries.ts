import { infiniteQueryOptions } from '@tanstack/react-query';
import { readJson } from '#app/_api/read-json.ts';
import type { AuditEntry, AuditList } from '#schemas/api/audit.ts';

export const auditKey = ['audit'];

/** Entries page by page, the newest first. `first`: what the server read for the first paint. */
export function auditReading(first?: AuditList) {
  return infiniteQueryOptions({
    queryKey: auditKey,
    queryFn: ({ pageParam, signal }) =>
      readJson<AuditList>(`/api/audit${pageParam === null ? '' : `?${new URLSearchParams({ cursor: pageParam })}`}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    initialData: first && { pages: [first], pageParams: [null] },
    // Somebody else may do something: nothing tells this page.
    refetchOnMount: 'always',
  });
}

export function readAuditEntry(id: string): Promise<AuditEntry> {
  return readJson<AuditEntry>(`/api/audit/${id}`);
}
