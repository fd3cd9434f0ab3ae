import { packDead } from './flow-marks.ts';

/** What the fold needs of one record; numbers are dictionary numbers, −1 for none. */
export type FoldRow = {
  correlation: string;
  /** The correlation id as pages show it; null when only its key is known. */
  name: string | null;
  eventMs: number;
  tsMs: number;
  type: number;
  /** The number of its type in its version; of the type alone where it has no version. */
  facet: number;
  service: number;
  problem: boolean;
  /** What its type says of the process it belongs to; null for a type of no process. */
  standing: Standing | null;
  /** The topic, where a consumer group puts what it gives up. */
  deadTopic: number | null;
};

/** What some records add to the summary of a flow. Adding is commutative and associative, so any order will do. */
export type FlowDelta = {
  name: string | null;
  startedMs: number;
  lastMs: number;
  lastTsMs: number;
  /** The type of the last event; of several at one moment the greatest number. */
  lastType: number;
  events: number;
  problems: number;
  facets: number[];
  /** One of its events belongs to a process. */
  inProcess: boolean;
  doneMs: number | null;
  failedMs: number | null;
  /** When the first event was of each type that tells of progress. */
  marks: ReadonlyMap<number, number>;
  /** Topic and type of what was given up. */
  dead: readonly bigint[];
};

const noMarks: FlowDelta['marks'] = new Map();
const noDead: FlowDelta['dead'] = [];

export type Standing = 'under_way' | 'done' | 'failed';

/** A flow keeps its smallest so many numbers of types in their versions and of services; which ones does not depend on the order. */
export const mostFacets = 100;

export function deltaOf(row: FoldRow): FlowDelta {
  return {
    name: row.name,
    startedMs: row.eventMs,
    lastMs: row.eventMs,
    lastTsMs: row.tsMs,
    lastType: row.type,
    events: 1,
    problems: row.problem ? 1 : 0,
    facets: [row.facet, row.service].filter((number) => number >= 0),
    inProcess: row.standing !== null,
    doneMs: row.standing === 'done' ? row.eventMs : null,
    failedMs: row.standing === 'failed' ? row.eventMs : null,
    marks: row.standing === null ? noMarks : new Map([[row.type, row.eventMs]]),
    dead: row.deadTopic === null || row.type < 0 ? noDead : [packDead(row.deadTopic, row.type)],
  };
}

export function addDeltas(a: FlowDelta, b: FlowDelta): FlowDelta {
  return {
    name: a.name ?? b.name,
    startedMs: Math.min(a.startedMs, b.startedMs),
    lastMs: Math.max(a.lastMs, b.lastMs),
    lastTsMs: Math.max(a.lastTsMs, b.lastTsMs),
    lastType: lastTypeOf(a, b),
    events: a.events + b.events,
    problems: a.problems + b.problems,
    facets: joinFacets(a.facets, b.facets),
    inProcess: a.inProcess || b.inProcess,
    doneMs: latest(a.doneMs, b.doneMs),
    failedMs: latest(a.failedMs, b.failedMs),
    marks: joinMarks(a.marks, b.marks),
    dead: b.dead.length === 0 ? a.dead : [...new Set([...a.dead, ...b.dead])],
  };
}

/** Folds rows into the deltas of their flows, in place. */
export function foldInto(deltas: Map<string, FlowDelta>, rows: Iterable<FoldRow>): void {
  for (const row of rows) addInto(deltas, row.correlation, deltaOf(row));
}

export function addInto(deltas: Map<string, FlowDelta>, correlation: string, delta: FlowDelta): void {
  const before = deltas.get(correlation);
  deltas.set(correlation, before ? addDeltas(before, delta) : delta);
}

function lastTypeOf(a: FlowDelta, b: FlowDelta): number {
  if (a.lastMs === b.lastMs) return Math.max(a.lastType, b.lastType);
  return a.lastMs > b.lastMs ? a.lastType : b.lastType;
}

function joinFacets(a: number[], b: number[]): number[] {
  if (b.every((number) => a.includes(number))) return a;
  return [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, mostFacets);
}

function joinMarks(a: FlowDelta['marks'], b: FlowDelta['marks']): FlowDelta['marks'] {
  if (b.size === 0) return a;
  const joined = new Map(a);
  for (const [type, ms] of b) joined.set(type, Math.min(joined.get(type) ?? ms, ms));
  return joined;
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
