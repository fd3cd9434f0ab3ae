import type pg from 'pg';
import type { Flow } from '#schemas/api/flow.ts';
import { readGroupPlaces } from '#server/consumer-groups/index.ts';
import { type FlowOptions, type HandledFlow, readFlow } from '#server/event-flow/index.ts';
import { partitionsOf } from './partitions-of.ts';
import { placeFlow } from './place-flow.ts';
import { problemsOfPlaces } from './problems-of-places.ts';
import { tellWhere } from './tell-where.ts';
import { timePassings } from './time-passings.ts';

export type PlacingOptions = FlowOptions & {
  /** The console's own group reads everything, which says nothing of the platform. */
  ownGroup: string;
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
  { ownGroup, ...options }: PlacingOptions,
): Promise<HandledFlow | null> {
  const reading = await readFlow(pool, correlationId, options);
  if (!reading) return null;
  const placed = await placesOf(pool, reading, ownGroup).catch((error: unknown) => unread(error));
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
  const paces = places.flatMap(({ pace }) => pace?.overMs ?? []);
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

function unread(error: unknown): Placed {
  const detail = error instanceof Error ? error.message : String(error);
  const problems = [{ what: 'positions', detail: `Where its events are could not be read (${detail}).` }];
  return { position: null, positionFrom: { asOf: null, paceOverMs: null, shown: { positions: 0, of: 0 }, problems } };
}
