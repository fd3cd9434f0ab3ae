import { queryOptions } from '@tanstack/react-query';
import { readJson } from '#app/_api/read-json.ts';
import type {
  ResetOutcome,
  ResetPreview,
  ResetPreviewRequest,
  ResetRequest,
  ResetState,
  UndoRequest,
} from '#schemas/api/group-reset.ts';

/** While members keep a reset from being run, somebody is about to stop them. */
const waitingMs = 5_000;

export function resetStateReading(group: string) {
  return queryOptions({
    queryKey: ['consumer-group', group, 'reset'],
    queryFn: ({ signal }) => readJson<ResetState>(path(group), { signal }),
    // Asked of Kafka itself: what stood there a minute ago is of no use.
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state: { data } }) => (data && data.members > 0 ? waitingMs : false),
  });
}

export function askPreview(group: string, asked: ResetPreviewRequest): Promise<ResetPreview> {
  return readJson<ResetPreview>(`${path(group)}/preview`, withBody(asked));
}

export function runReset(group: string, wish: ResetRequest): Promise<ResetOutcome> {
  return readJson<ResetOutcome>(path(group), withBody(wish));
}

export function undoReset(group: string, wish: UndoRequest): Promise<ResetOutcome> {
  return readJson<ResetOutcome>(`${path(group)}/undo`, withBody(wish));
}

function path(group: string): string {
  return `/api/consumer-groups/${encodeURIComponent(group)}/reset`;
}

function withBody(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
