import type { GroupHistory, GroupVerdict } from '#schemas/api/consumer-group.ts';
import { harmOf } from './harm-of.ts';
import type { HistorySteps } from './history-steps.ts';

/** What was known of a group and one of its topics from `atMs` on. `lag` null: it could not be asked. */
export type HistoryRow = {
  atMs: number;
  topic: number;
  lag: number | null;
  lagMs: number | null;
  lagErrorMs: number | null;
  members: number | null;
  verdict: GroupVerdict | null;
};

/** The sampler was at it at `atMs`, and wanted to come again after `everyMs`. */
export type Heartbeat = { atMs: number; everyMs: number };

type Point = GroupHistory['points'][number];

/** One point a step: of each topic the most of the step, else what still holds; nothing where nobody sampled. Pure. */
export function historyPoints(
  rows: readonly HistoryRow[],
  heartbeats: readonly Heartbeat[],
  { fromMs, toMs, stepMs, holdsMs }: HistorySteps,
): Point[] {
  const live = liveSteps(heartbeats, { fromMs, toMs, stepMs });
  const last = new Map<number, HistoryRow>();
  const points: Point[] = [];
  let next = 0;
  for (let at = fromMs, step = 0; at < toMs; at += stepMs, step += 1) {
    const within = new Map<number, HistoryRow>();
    for (let row = rows[next]; row && row.atMs < at + stepMs; row = rows[++next]) {
      last.set(row.topic, row);
      if (row.atMs >= at) within.set(row.topic, worse(within.get(row.topic), row));
    }
    const held = [...last.values()].filter((row) => row.atMs + holdsMs > at);
    const known = live[step] ? held.map((row) => within.get(row.topic) ?? row) : [];
    points.push(pointOf(at, known));
  }
  return points;
}

/** A step is sampled when a heartbeat lies in it, or when it lies between two that are no further apart than they were to be. */
function liveSteps(
  heartbeats: readonly Heartbeat[],
  { fromMs, toMs, stepMs }: Pick<HistorySteps, 'fromMs' | 'toMs' | 'stepMs'>,
): boolean[] {
  const live = new Array<boolean>(Math.round((toMs - fromMs) / stepMs)).fill(false);
  const stepOf = (ms: number) => Math.floor((ms - fromMs) / stepMs);
  heartbeats.forEach(({ atMs, everyMs }, index) => {
    const following = heartbeats[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    const until = Math.min(following, atMs + 2.5 * everyMs);
    for (let step = Math.max(0, stepOf(atMs)); step <= Math.min(stepOf(until), live.length - 1); step += 1) {
      if (step === stepOf(atMs) || following <= atMs + 2.5 * everyMs) live[step] = true;
    }
  });
  return live;
}

function worse(a: HistoryRow | undefined, b: HistoryRow): HistoryRow {
  if (a === undefined) return b;
  return {
    ...b,
    lag: most(a.lag, b.lag),
    ...((a.lagMs ?? -1) > (b.lagMs ?? -1) && { lagMs: a.lagMs, lagErrorMs: a.lagErrorMs }),
    verdict: worst([a.verdict, b.verdict]),
  };
}

function pointOf(atMs: number, rows: readonly HistoryRow[]): Point {
  const at = new Date(atMs).toISOString();
  const lags = rows.flatMap(({ lag }) => (lag === null ? [] : lag));
  const longest = rows.reduce<HistoryRow | null>(
    (found, row) => (row.lagMs !== null && row.lagMs > (found?.lagMs ?? -1) ? row : found),
    null,
  );
  return {
    at,
    lag: lags.length === 0 ? null : lags.reduce((sum, lag) => sum + lag, 0),
    lagMs: longest?.lagMs ?? null,
    lagErrorMs: longest?.lagErrorMs ?? null,
    members: rows.findLast(({ members }) => members !== null)?.members ?? null,
    verdict: worst(rows.map(({ verdict }) => verdict)),
  };
}

function most(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function worst(verdicts: readonly (GroupVerdict | null)[]): GroupVerdict | null {
  return verdicts.reduce((found, verdict) => {
    if (verdict === null || found === null) return found ?? verdict;
    return harmOf(verdict) > harmOf(found) ? verdict : found;
  }, null);
}
