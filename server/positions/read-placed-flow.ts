import type pg from 'pg';
import type { Flow } from '#schemas/api/flow.ts';
import { readGroupPlaces } from '#server/consumer-groups/index.ts';
import { type FlowOptions, type HandledFlow, readFlow } from '#server/event-flow/index.ts';
import { partitionsOf } from './partitions-of.ts';
import { placeFlow } from './place-flow.ts';
import { problemsOfPlaces } from './problems-of-places.ts';
import { tellWhere } from './tell-where.ts';
import { timePassings } from './time-passings.ts';

export type Placing = {
  /** The console's own group reads everything, which says nothing of the platform. */
  ownGroup: string;
  /** The words for a part that failed. */
  sayFailure: (failure: unknown) => string;
};

const mostPositions = 1_000;
/** Of those that read a topic; there may be thousands. */
const mostGroups = 100;

/**
 * A flow with where each of its events is for each consumer group, and with that in its story where it is late; null when
 * nothing of it is known. What cannot be read of the groups is a problem beside it.
 */
export async function readPlacedFlow(
  pool: pg.Pool,
  correlationId: string,
  { ownGroup, sayFailure, ...options }: FlowOptions & Placing,
): Promise<HandledFlow | null> {
  const reading = await readFlow(pool, correlationId, { ...options, sayFailure });
  if (!reading) return null;
  const placed = await placesOf(pool, reading, ownGroup).catch((failure: unknown) => unread(sayFailure(failure)));
  const where = tellWhere(reading.flow, placed.position ?? []);
  const story = where === null ? reading.flow.story : `${reading.flow.story} ${where}`;
  return { ...reading, flow: { ...reading.flow, ...placed, story } };
}

type Placed = Pick<Flow, 'position' | 'positionFrom'>;

async function placesOf(pool: pg.Pool, reading: HandledFlow, ownGroup: string): Promise<Placed> {
  const read = await readGroupPlaces(pool, partitionsOf(reading.flow.events), { mostGroups });
  const places = read.places.filter(({ group }) => group !== ownGroup);
  const all = placeFlow(reading, { places, isSampled: read.asOf !== null, nowMs: Date.now() });
  if (read.asOf === null && all.length === 0) return { position: null, positionFrom: null };
  const position = await timePassings(pool, all.slice(0, mostPositions), reading.flow.events);
  const ages = places.map(({ asOf }) => asOf.getTime());
  const paces = places.flatMap(({ pace, owner }) => (owner?.pace ?? pace)?.overMs ?? []);
  const asOf = ages.length === 0 ? read.asOf : new Date(Math.min(...ages));
  return {
    position,
    positionFrom: {
      asOf: asOf?.toISOString() ?? null,
      paceOverMs: paces.length === 0 ? null : Math.max(...paces),
      shown: { positions: position.length, of: all.length },
      problems: problemsOfPlaces(places, read),
    },
  };
}

function unread(why: string): Placed {
  const problems = [{ what: 'positions', detail: `Where its events are could not be read. ${why}` }];
  return { position: null, positionFrom: { asOf: null, paceOverMs: null, shown: { positions: 0, of: 0 }, problems } };
}
