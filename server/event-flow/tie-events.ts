import { idKey } from '#server/platform/db/index.ts';
import { explainMissing } from './explain-missing.ts';
import { type CauseSources, causesOf, type FlowCause, statedTies, type Tie } from './flow-causes.ts';
import type { FlowParts } from './flow-parts.ts';
import { orderByCause } from './order-by-cause.ts';
import type { FlowEventRow } from './read-flow-events.ts';
import { readSentBy } from './read-sent-by.ts';
import { type RecordRole, timeOf } from './record-roles.ts';
import { keyView } from './record-view.ts';
import { type SentEvent, spanTiesOf } from './span-ties.ts';

export type TiedEvents = {
  /** By time, causes before their effects. */
  ordered: FlowEventRow[];
  stated: Map<string, Tie>;
  /** By record; a record that repeats an event has that one's cause. */
  causes: Map<string, FlowCause>;
};

/** Finds the cause of each record, and the order that follows. Pure. */
export function tieEvents(parts: FlowParts, roles: ReadonlyMap<string, RecordRole>): TiedEvents {
  const copyOf = ({ record }: FlowEventRow) => roles.get(record)?.copyOf ?? null;
  const sources = sourcesOf(parts, sentEvents(parts, copyOf));
  const stated = statedTies(parts.events, sources);
  const ordered = orderByCause(parts.events, {
    time: (row) => timeOf(row, roles.get(row.record)?.role),
    before: (row) => copyOf(row) ?? stated.get(row.record)?.record ?? null,
  });
  const causes = causesOf(
    ordered.filter((row) => copyOf(row) === null),
    stated,
    sources,
  );
  const rows = new Map(ordered.map((row) => [row.record, row]));
  for (const row of ordered) {
    const original = rows.get(copyOf(row) ?? '');
    const cause =
      original && original.eventId === row.eventId ? causes.get(original.record) : stated.get(row.record)?.cause;
    if (original && cause) causes.set(row.record, cause);
  }
  return { ordered, stated, causes };
}

function sentEvents({ events, payloads, text }: FlowParts, copyOf: (row: FlowEventRow) => string | null): SentEvent[] {
  const copies = Map.groupBy(events, (row) => copyOf(row));
  return (copies.get(null) ?? []).map(({ record, eventId }) => ({
    record,
    sentBy: readSentBy(payloads.get(record)?.headers ?? [])?.ref ?? null,
    id: eventId === null ? record : text(eventId),
    copies: (copies.get(record) ?? []).map((copy) => copy.record),
  }));
}

function sourcesOf(parts: FlowParts, sent: readonly SentEvent[]): CauseSources {
  const { requests, spans, elsewhere, payloads, text } = parts;
  const requestIds = requests.map(({ id, requestId }): [string, string] => [idKey(requestId ?? id), id]);
  return {
    requestIds: new Map(requestIds),
    requestOfTrace: new Map(requests.toReversed().map(({ traceId, id }) => [traceId, id])),
    spanTies: spanTiesOf(sent, spans, requests),
    elsewhere,
    keyOfRecord: (record) => keyView(payloads.get(record)?.key ?? null),
    explainMissing: (event) => explainMissing(event, parts),
    text,
  };
}
