import type { FlowEvent } from '#schemas/api/flow.ts';
import type { FlowPosition } from '#schemas/api/flow-position.ts';
import type { GroupPlace } from '#server/consumer-groups/index.ts';
import type { HandledFlow, Handling } from '#server/event-flow/index.ts';
import { heldWords } from './evidence-words.ts';
import { placeEvent } from './place-event.ts';
import type { Trail } from './trail.ts';

export type Known = {
  /** Of the topics of the flow's records, retries and dead letters too. */
  places: readonly GroupPlace[];
  /** Offsets were read at all, so that a topic without a place is one that nobody reads. */
  isSampled: boolean;
  nowMs: number;
};

/** Where every event of a flow is for every group that reads its topic: what is not processed first, then the newest. Pure. */
export function placeFlow(
  { flow, handlings, notBefore }: Pick<HandledFlow, 'flow' | 'handlings' | 'notBefore'>,
  known: Known,
): FlowPosition[] {
  const index = indexOf(flow.events, handlings, known.places);
  const placed = flow.events
    .filter(({ role }) => role === 'event')
    .flatMap((event) => {
      const groups = groupsOf(event, index);
      if (groups.length === 0) return known.isSampled ? [{ event, position: unread(event) }] : [];
      return groups.map((group) => ({ event, position: placeEvent(trailOf(event, group, index, known, notBefore)) }));
    });
  return inOrderOfHarm(holdBack(placed));
}

type Index = {
  places: ReadonlyMap<string, GroupPlace[]>;
  copies: ReadonlyMap<string | null, FlowEvent[]>;
  effects: ReadonlyMap<string, FlowEvent[]>;
  handlings: ReadonlyMap<string, Handling[]>;
  /** Whose each group is: as the sampler knows it, else as spans say. */
  services: ReadonlyMap<string, string>;
};

function indexOf(events: readonly FlowEvent[], handlings: readonly Handling[], places: readonly GroupPlace[]): Index {
  const told = handlings.flatMap(({ group, service }): [string, string][] =>
    group === null ? [] : [[group, service]],
  );
  const sampled = places.flatMap(({ group, service }): [string, string][] =>
    service === null ? [] : [[group, service]],
  );
  const passedOn = events.filter(({ role }) => role !== 'event' && role !== 'duplicate');
  const caused = events.filter(({ role, cause }) => role === 'event' && cause?.kind === 'event');
  return {
    places: Map.groupBy(places, partitionOf),
    copies: Map.groupBy(passedOn.toSorted(byTime), ({ copyOf }) => copyOf),
    // What is only inferred proves nothing.
    effects: Map.groupBy(
      caused.filter(({ cause }) => cause?.evidence !== 'inferred'),
      ({ cause }) => cause?.id ?? '',
    ),
    handlings: Map.groupBy(handlings, ({ record }) => record),
    services: new Map([...told, ...sampled]),
  };
}

/** Every group that is known to have to do with it: by its offsets, by a copy of its own, by a span. */
function groupsOf({ record, topic, partition }: FlowEvent, { places, copies, handlings }: Index): string[] {
  const byOffsets = (places.get(partitionOf({ topic, partition })) ?? []).map(({ group }) => group);
  const byCopies = (copies.get(record) ?? []).flatMap(({ group }) => group ?? []);
  const bySpans = (handlings.get(record) ?? []).flatMap(({ group }) => group ?? []);
  return [...new Set([...byOffsets, ...byCopies, ...bySpans])].sort();
}

function trailOf(
  event: FlowEvent,
  group: string,
  index: Index,
  { nowMs }: Known,
  notBefore: HandledFlow['notBefore'],
): Trail {
  const service = index.services.get(group) ?? null;
  const copies = (index.copies.get(event.record) ?? []).filter((copy) => copy.group === null || copy.group === group);
  const records = [event.record, ...copies.map(({ record }) => record)];
  const isOfGroup = (handling: Handling) =>
    handling.group === null ? handling.service === service : handling.group === group;
  return {
    event,
    group,
    service,
    copies,
    effects: (index.effects.get(event.eventId ?? event.record) ?? []).filter(
      (effect) => effect.service === (service ?? group),
    ),
    handlings: records.flatMap((record) => index.handlings.get(record) ?? []).filter(isOfGroup),
    placeOf: (record) => index.places.get(partitionOf(record))?.find((place) => place.group === group) ?? null,
    notBefore: (record) => notBefore.get(record) ?? null,
    nowMs,
  };
}

/** Sampled offsets say that no group reads its topic. */
function unread({ eventId, record, type, topic }: FlowEvent): FlowPosition {
  return {
    ...{
      eventId,
      record,
      type,
      group: null,
      service: null,
      state: 'nobody',
      ahead: null,
      etaMs: null,
      etaErrorMs: null,
    },
    ...{ at: null, atErrorMs: null, tookMs: null, proof: 'offsets', proofRecord: null, attempt: null, nextAt: null },
    evidence: `no consumer group reads ${topic}`,
    members: null,
  };
}

type Placed = { event: FlowEvent; position: FlowPosition };

/**
 * A group that keeps the order of a key reads what comes after an event that is being retried, and holds it: of that, only
 * an effect proves that it was processed. Pure.
 */
function holdBack(placed: readonly Placed[]): Placed[] {
  const waysOfKey = Map.groupBy(
    placed.filter(({ event, position }) => event.key !== null && position.state === 'retrying'),
    keyOfGroup,
  );
  return placed.map((each) => {
    const { event, position } = each;
    const before = waysOfKey.get(keyOfGroup(each))?.find((other) => BigInt(other.event.offset) < BigInt(event.offset));
    if (!before || position.state !== 'processed' || position.proof === 'effect') return each;
    const held = { state: 'unknown', proof: 'none', at: null, tookMs: null, attempt: null } as const;
    return { event, position: { ...position, ...held, evidence: heldWords(before.event.record) } };
  });
}

function keyOfGroup({ event: { topic, partition, key }, position: { group } }: Placed): string {
  return JSON.stringify([group, topic, partition, key]);
}

const order: Record<FlowPosition['state'], number> = {
  dead_lettered: 0,
  discarded: 1,
  retrying: 2,
  waiting: 3,
  processing: 4,
  nobody: 5,
  unknown: 6,
  processed: 7,
};

function inOrderOfHarm(placed: readonly Placed[]): FlowPosition[] {
  return placed
    .toSorted((a, b) => order[a.position.state] - order[b.position.state] || byTime(b.event, a.event))
    .map(({ position }) => position);
}

function partitionOf({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}/${partition}`;
}

function byTime(a: FlowEvent, b: FlowEvent): number {
  return Date.parse(a.time) - Date.parse(b.time);
}
