import type { FlowSummary } from '#schemas/api/flow-list.ts';
import type { WaitingFlow } from '#schemas/api/position.ts';
import type { GroupPlace } from '#server/consumer-groups/index.ts';
import type { NextRecord } from '#server/event-flow/index.ts';
import { partitionKey } from '#server/platform/kafka/index.ts';
import { placeByOffsets } from './place-by-offsets.ts';

type Wait = WaitingFlow['waitsWith'];

/** The flows of records that a group has still to read, each with the one that is read first: those in trouble first. Pure. */
export function waitingFlows(
  records: readonly NextRecord[],
  places: readonly GroupPlace[],
  summaries: ReadonlyMap<string, FlowSummary>,
  nowMs: number,
): WaitingFlow[] {
  const placeOf = new Map(places.map((place) => [partitionKey(place), place]));
  const byFlow = Map.groupBy(records, ({ correlation }) => correlation);
  const flows = [...byFlow].flatMap(([correlation, own]): WaitingFlow[] => {
    const summary = summaries.get(correlation);
    // Folded a moment after it is written.
    if (!summary) return [];
    const waits = own.flatMap((record) => waitOf(record, placeOf.get(partitionKey(record)) ?? null, nowMs) ?? []);
    const [first] = waits.sort(bySooner);
    const { match: _, ...flow } = summary;
    return first ? [{ ...flow, waitsWith: first, waiting: waits.length }] : [];
  });
  return flows.sort((a, b) => trouble(a) - trouble(b) || bySooner(a.waitsWith, b.waitsWith));
}

function waitOf(record: NextRecord, place: GroupPlace | null, nowMs: number): Wait | null {
  const { topic, partition, offset, type, eventMs } = record;
  const name = `${topic}/${partition}/${offset}`;
  const carrier = { record: name, offset, role: 'event', attempt: null } as const;
  const finding = placeByOffsets(place, carrier, { again: null, failures: [], nowMs });
  const { state, ahead = null, etaMs = null, etaErrorMs = null } = finding;
  if (state === 'processed') return null;
  return { record: name, state, type, time: new Date(eventMs).toISOString(), ahead, etaMs, etaErrorMs };
}

function trouble({ status }: WaitingFlow): number {
  if (status === 'stuck') return 0;
  return status === 'late' ? 1 : 2;
}

function bySooner(a: Wait, b: Wait): number {
  return sooner(a.etaMs, b.etaMs) || sooner(a.ahead, b.ahead);
}

function sooner(a: number | string | null, b: number | string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return Number(a) - Number(b);
}
