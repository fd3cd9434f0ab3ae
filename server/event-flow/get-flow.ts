import type pg from 'pg';
import type { PartProblem } from '#schemas/api/common.ts';
import type { Flow } from '#schemas/api/flow.ts';
import { askedKey, idKey } from '#server/platform/db/index.ts';
import { listRequests } from '#server/traces/index.ts';
import { assembleFlow, type HandledFlow } from './assemble-flow.ts';
import { mostSpans, mostSpansOfLong } from './flow-problems.ts';
import { readElsewhere } from './read-elsewhere.ts';
import type { FlowEventRow } from './read-flow-events.ts';
import { type FlowRow, readFlowRow } from './read-flow-row.ts';
import { type KnownGap, readGapsWithin } from './read-gaps.ts';
import { readJudging } from './read-judging.ts';
import { readLacks } from './read-lacks.ts';
import { readPayloads } from './read-payloads.ts';
import { readRefs } from './read-refs.ts';
import { readShownEvents, type ShownOptions } from './read-shown-events.ts';
import { readTexts } from './read-texts.ts';
import { keyText, needsText } from './stored-id.ts';

const untold = () => 'Why is not told here.';

export type FlowOptions = Partial<ShownOptions> & {
  /** The words for a part that failed; without them its message is kept from the reader. */
  sayFailure?: (failure: unknown) => string;
};

/**
 * The whole story of a correlation id: its records in order of time and cause, its REST calls, business keys and status;
 * null when neither a record nor a call of it is known. Parts that cannot be read are named in `problems`.
 */
export async function getFlow(pool: pg.Pool, correlationId: string, options: FlowOptions = {}): Promise<Flow | null> {
  return (await readFlow(pool, correlationId, options))?.flow ?? null;
}

/** The same, with the payloads: for what reads the whole of a flow, as its story and the state after each event do. */
export async function readFlow(
  pool: pg.Pool,
  correlationId: string,
  { limit = 1_000, expand, sayFailure = untold }: FlowOptions = {},
): Promise<HandledFlow | null> {
  const key = askedKey(correlationId);
  const [summary, refs, judging] = await Promise.all([
    readFlowRow(pool, key),
    readRefs(pool, [key]),
    readJudging(pool),
  ]);
  const { events, folded, isCut } = await readShownEvents(pool, key, summary, { limit, expand });
  const ofFlow = refs.get(key) ?? [];
  const problems: PartProblem[] = [];
  /** One failing part never fails the whole: it is replaced, and said so. */
  const orProblem = <T>(what: string, part: Promise<T>, instead: T): Promise<T> =>
    part.catch((failure: unknown) => {
      problems.push({ what, detail: `The ${what} of this flow could not be read. ${sayFailure(failure)}` });
      return instead;
    });
  const [payloads, calls, gaps] = await Promise.all([
    orProblem('payloads', readPayloads(pool, events), new Map()),
    orProblem('requests', readCalls(pool, correlationId, events, isCut), { requests: [], spans: [] }),
    orProblem('gaps', readGapsOf(pool, events, summary), []),
  ]);
  if (events.length === 0 && calls.requests.length === 0) return null;
  const unknown = unknownCauses(events, calls.requests);
  const [elsewhere, lacks, text] = await Promise.all([
    readElsewhere(pool, key, unknown),
    unknown.length > 0 || isCut ? readLacks(pool) : { keptSince: null, unread: [] },
    readTexts(pool, [key, ...idsOf(events), ...ofFlow.map(({ value }) => value)]),
  ]);
  return assembleFlow({
    correlationId: events.length === 0 && needsText(key) ? correlationId : keyText(key, text(key)),
    events,
    isCut,
    folded,
    summary,
    gone: isCut ? 0 : Math.max(0, (summary?.events ?? 0) - events.length),
    refs: ofFlow,
    payloads,
    ...calls,
    elsewhere,
    gaps,
    ...lacks,
    text,
    problems,
    ...judging,
    now: new Date(),
  });
}

/** What was lost while the flow went on: of a flow that is not over, until now. */
function readGapsOf(pool: pg.Pool, events: readonly FlowEventRow[], summary: FlowRow | null): Promise<KnownGap[]> {
  if (events.length === 0) return Promise.resolve([]);
  const times = events.map(({ tsMs }) => tsMs);
  const isOver = summary?.status === 'done' || summary?.status === 'failed';
  return readGapsWithin(pool, new Date(Math.min(...times)), isOver ? new Date(Math.max(...times)) : new Date());
}

function readCalls(pool: pg.Pool, correlationId: string, events: readonly FlowEventRow[], isCut: boolean) {
  const times = events.map(({ eventMs }) => eventMs);
  const traceIds = [...new Set(events.map(({ trace }) => trace).filter((trace) => trace !== null))];
  const range = times.length === 0 ? {} : { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) };
  return listRequests(pool, { correlationId, traceIds, ...range, most: isCut ? mostSpansOfLong : mostSpans });
}

function unknownCauses(events: readonly FlowEventRow[], requests: readonly { requestId: string | null }[]): string[] {
  const known = new Set<string | null>(events.map(({ eventId }) => eventId));
  for (const { requestId } of requests) if (requestId !== null) known.add(idKey(requestId));
  return events.flatMap(({ causation }) => (causation === null || known.has(causation) ? [] : causation));
}

function idsOf(events: readonly FlowEventRow[]): (string | null)[] {
  return events.flatMap(({ eventId, causation }) => [eventId, causation]);
}
