import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ProblemDetails } from '#schemas/api/common.ts';
import type { Coverage } from '#schemas/api/coverage.ts';
import type { Flow } from '#schemas/api/flow.ts';
import type { FlowList } from '#schemas/api/flow-list.ts';
import { expandQuery } from './expand-query.ts';

/** `flow` is null as long as no record of it is in the index; then `coverage` says what was searched. */
export type FlowReading = { flow: Flow | null; coverage: Coverage | null };

/** An answer of our API that is not the thing asked for. `reference` finds it in the server's log. */
export class ReadFailure extends Error {
  readonly status: number;
  readonly reference: string | null;

  constructor(detail: string, status: number, reference: string | null, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'ReadFailure';
    this.status = status;
    this.reference = reference;
  }
}

export function flowKey(correlationId: string): readonly string[] {
  return ['flow', correlationId];
}

/** `first`: what the server read for the first paint, with the same `expand`; null when it could not. */
export function flowReading(correlationId: string, expand: string | null, first: FlowReading | null) {
  const queryKey = expand === null ? flowKey(correlationId) : [...flowKey(correlationId), expand];
  return queryOptions({
    queryKey,
    queryFn: ({ signal, client }) => {
      const known = client.getQueryData<FlowReading>(queryKey)?.flow != null;
      return known || expand !== null ? readFlow(correlationId, expand, signal) : lookForFlow(correlationId, signal);
    },
    initialData: first ?? undefined,
    // What is folded or shown in addition changes in place.
    placeholderData: keepPreviousData,
    retry: (failures, error) => failures < 1 && !(error instanceof ReadFailure && error.status < 500),
  });
}

async function readFlow(correlationId: string, expand: string | null, signal: AbortSignal): Promise<FlowReading> {
  const query = new URLSearchParams(Object.entries(expandQuery(expand)).map(([name, value]) => [name, String(value)]));
  const path = `/api/flows/${encodeURIComponent(correlationId)}${query.size === 0 ? '' : `?${query}`}`;
  return { flow: await read<Flow>(path, signal), coverage: null };
}

/** Asks the list first: a flow that is not there yet is no failure, and must not look like one in the browser's log. */
async function lookForFlow(correlationId: string, signal: AbortSignal): Promise<FlowReading> {
  const query = new URLSearchParams({ q: correlationId, limit: '5' });
  const { items, coverage } = await read<FlowList>(`/api/flows?${query}`, signal);
  if (items.some((item) => item.correlationId === correlationId)) return readFlow(correlationId, null, signal);
  return { flow: null, coverage };
}

async function read<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  const response = await reach(path, signal);
  if (response.ok) return answerOf<Answer>(response);
  const problem = await problemOf(response);
  throw new ReadFailure(
    problem?.detail ?? `The server answered ${response.status}.`,
    response.status,
    problem?.ref ?? null,
  );
}

async function reach(path: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, { signal, headers: { accept: 'application/json' } });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ReadFailure('The console cannot be reached.', 503, null, { cause });
  }
}

/** Our own routes answer with the shapes of `schemas/api`; their tests hold them to it, so the browser need not parse twice. */
async function answerOf<Answer>(response: Response): Promise<Answer> {
  return (await response.json()) as Answer;
}

async function problemOf(response: Response): Promise<ProblemDetails | null> {
  if (!response.headers.get('content-type')?.includes('json')) return null;
  return answerOf<ProblemDetails>(response).catch(() => null);
}
