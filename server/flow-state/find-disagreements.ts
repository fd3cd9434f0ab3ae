import type { FlowEvent } from '#schemas/api/flow.ts';
import type { Disagreement } from '#schemas/api/flow-state.ts';
import type { ViewBeside } from '#schemas/reducers/published-reducers.ts';
import { valueAt } from '#server/platform/json/index.ts';
import { type FoldedView, momentAt } from './fold-view.ts';
import { stateEvent } from './state-event.ts';
import { whyNotHeard } from './why-not-heard.ts';

type Pair = { owner: FoldedView; other: FoldedView; pair: ViewBeside };

/** What two views say of one fact at one moment and cannot both be true of. */
type Conflict = { name: string; pointers: [owner: string, other: string]; believes: [owner: unknown, other: unknown] };

type Spell = Conflict & { since: FlowEvent; until: FlowEvent | null };

/**
 * Where a service's view contradicts the owner's, over the whole flow, in the order in which it began: statuses that do
 * not go together, and facts that both have with different values. `place` is where the reader stands. Pure.
 */
export function findDisagreements(
  { owner, other, pair }: Pair,
  events: readonly FlowEvent[],
  place: number,
): Disagreement[] {
  const places = new Map(events.map(({ record }, index) => [record, index]));
  const placeOf = ({ record }: FlowEvent) => places.get(record) ?? 0;
  return spellsOf({ owner, other, pair }).map(({ name, pointers, believes, since, until }) => ({
    owner: { service: owner.service ?? owner.aggregate, pointer: pointers[0], believes: believes[0] },
    other: {
      service: other.service ?? other.aggregate,
      aggregate: other.aggregate,
      pointer: pointers[1],
      believes: believes[1],
    },
    detail: inWords({ owner, other, pair }, name, believes),
    why: until ? null : whyNotHeard(pair, owner, since, events),
    since: stateEvent(since),
    until: until && stateEvent(until),
    lastedMs: until && Math.max(0, Date.parse(until.time) - Date.parse(since.time)),
    holds: placeOf(since) <= place && (until === null || placeOf(until) > place),
  }));
}

function spellsOf({ owner, other, pair }: Pair): Spell[] {
  const moments = [...owner.moments, ...other.moments].sort((a, b) => a.by.place - b.by.place);
  const spells: Spell[] = [];
  let open = new Map<string, Spell>();
  for (const { by } of moments) {
    const mine = momentAt(owner, by.place)?.state;
    const theirs = momentAt(other, by.place)?.state;
    const conflicts = mine && theirs ? conflictsOf(pair, mine, theirs) : [];
    const stillOpen = new Map<string, Spell>();
    for (const conflict of conflicts) {
      const key = JSON.stringify([conflict.pointers, conflict.believes]);
      const spell = open.get(key) ?? { ...conflict, since: by.event, until: null };
      if (!open.has(key)) spells.push(spell);
      stillOpen.set(key, spell);
    }
    for (const [key, spell] of open) if (!stillOpen.has(key)) spell.until = by.event;
    open = stillOpen;
  }
  return spells;
}

const statusPointer = '/status';

function conflictsOf(pair: ViewBeside, owner: object, other: object): Conflict[] {
  const [mine, theirs] = [valueAt(owner, statusPointer), valueAt(other, statusPointer)];
  const fitting = typeof theirs === 'string' ? pair.goesWith[theirs] : undefined;
  const conflicts: Conflict[] = [];
  if (fitting && typeof mine === 'string' && !fitting.includes(mine)) {
    conflicts.push({ name: 'status', pointers: [statusPointer, statusPointer], believes: [mine, theirs] });
  }
  for (const fact of pair.shares) {
    const believes: [unknown, unknown] = [valueAt(owner, fact.owner), valueAt(other, fact.own)];
    // What one of them does not know, or not yet, contradicts nothing.
    if (believes.some((value) => value === null || value === undefined) || believes[0] === believes[1]) continue;
    conflicts.push({ name: fact.name, pointers: [fact.owner, fact.own], believes });
  }
  return conflicts;
}

function inWords({ owner, other }: Pair, name: string, [mine, theirs]: readonly [unknown, unknown]): string {
  const sides = [
    [other, theirs],
    [owner, mine],
  ] as const;
  if (name === 'status') return sides.map(([view, value]) => `${view.service} believes ${word(value)}`).join(', ');
  return sides
    .map(([view, value]) => `${view.service} has ${word(value)}`)
    .join(', ')
    .concat(` as ${name}`);
}

function word(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('_', ' ') : JSON.stringify(value);
}
