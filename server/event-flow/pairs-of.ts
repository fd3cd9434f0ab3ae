import type { TracedRequest } from '#server/traces/index.ts';
import type { Tie } from './flow-causes.ts';
import type { Pair, Told } from './measure-clocks.ts';
import type { FlowEventRow } from './read-flow-events.ts';
import { recordProblems } from './record-problems.ts';

/**
 * What must have come before what, by the clocks of the services: each stated cause before its effect; a call that another
 * one made begins after that one and ends before it. Pure.
 */
export function pairsOf(
  events: readonly FlowEventRow[],
  requests: readonly TracedRequest[],
  stated: ReadonlyMap<string, Tie>,
): Pair[] {
  const began = new Map(requests.map((request) => [request.id, beginOf(request)]));
  const told = new Map(events.map((event) => [event.record, timeTold(event)]));
  const causes = events.map((event) => {
    const tie = stated.get(event.record);
    const before = tie?.record == null ? began.get(tie?.cause.id ?? '') : told.get(tie.record);
    return pairOf(before, told.get(event.record));
  });
  const byId = new Map(requests.map((request) => [request.id, request]));
  const calls = requests.flatMap((request) => {
    const caller = byId.get(request.parent ?? '');
    return caller ? [pairOf(beginOf(caller), beginOf(request)), pairOf(endOf(request), endOf(caller))] : [];
  });
  return [...causes, ...calls].filter((pair) => pair !== null);
}

function pairOf(before: Told | null | undefined, after: Told | null | undefined): Pair | null {
  return before && after ? { before, after } : null;
}

/** The time of a record without one of its own may be the broker's. */
function timeTold({ service, eventMs, flags }: FlowEventRow): Told | null {
  return service === null || (flags & recordProblems.ownTime) === 0 ? null : { service, ms: eventMs };
}

function beginOf({ service, startedAt }: TracedRequest): Told {
  return { service, ms: Date.parse(startedAt) };
}

function endOf({ service, startedAt, durationMs }: TracedRequest): Told {
  return { service, ms: Date.parse(startedAt) + durationMs };
}
