import type { FlowEventRow } from './read-flow-events.ts';

export type Order = {
  /** When a record happened, ms. */
  time(row: FlowEventRow): number;
  /** The record that came before it whatever clocks say: its cause, or what it repeats. */
  before(row: FlowEventRow): string | null;
};

const byName = new Intl.Collator('en', { numeric: true }).compare;

/** By time, but never an effect before its cause: clocks of services differ. Pure; rings are left as they are. */
export function orderByCause(events: readonly FlowEventRow[], { time, before }: Order): FlowEventRow[] {
  const byTime = events.toSorted((a, b) => time(a) - time(b) || a.tsMs - b.tsMs || byName(a.record, b.record));
  const byRecord = new Map(byTime.map((event) => [event.record, event]));
  const placed = new Set<FlowEventRow>();
  for (const event of byTime) {
    for (const each of causesFirst(event, placed, (row) => byRecord.get(before(row) ?? ''))) placed.add(each);
  }
  return [...placed];
}

/** The event after those of its causes that have no place yet, the first of them first. */
function causesFirst(
  event: FlowEventRow,
  placed: ReadonlySet<FlowEventRow>,
  causeOf: (row: FlowEventRow) => FlowEventRow | undefined,
): FlowEventRow[] {
  const chain = new Set<FlowEventRow>();
  let at: FlowEventRow | undefined = event;
  while (at && !placed.has(at) && !chain.has(at)) {
    chain.add(at);
    at = causeOf(at);
  }
  return [...chain].reverse();
}
