import type pg from 'pg';
import type { z } from 'zod';
import type { GroupHistory, GroupMark, GroupVerdict, groupHistoryQuery } from '#schemas/api/consumer-group.ts';
import { listReleases, type Release } from '#server/traces/index.ts';
import { type Heartbeat, type HistoryRow, historyPoints } from './history-points.ts';
import { type HistorySteps, historySteps } from './history-steps.ts';
import { readGroup } from './read-group.ts';
import { readResetMarks } from './read-reset-marks.ts';

const tableOf = { sample: 'commit_sample', minute: 'lag_minute', hour: 'lag_hour' } as const;
const unitMs = { minute: 60_000, hour: 3_600_000 } as const;
const mostMarks = 500;

type Row = {
  at: Date;
  topic_id: number;
  lag: number | null;
  lag_ms: number | null;
  lag_error_ms: number | null;
  members: number | null;
  verdict: GroupVerdict | null;
};

/** The lag of a group over time, of all its topics or of one, with what happened to it. Null when it was never seen. */
export async function getGroupHistory(
  pool: pg.Pool,
  name: string,
  query: z.output<typeof groupHistoryQuery>,
): Promise<GroupHistory | null> {
  const group = await readGroup(pool, name);
  if (!group) return null;
  const steps = historySteps(query, Date.now());
  const [rows, heartbeats, marks, resets, releases] = await Promise.all([
    readRows(pool, { group: group.id, topic: query.topic ?? null }, steps),
    readHeartbeats(pool, steps),
    readMarks(pool, group.id, steps),
    readResetMarks(pool, name, steps),
    listReleases(pool, name, steps),
  ]);
  return {
    from: new Date(steps.fromMs).toISOString(),
    to: new Date(steps.toMs).toISOString(),
    stepMs: steps.stepMs,
    resolution: steps.resolution,
    points: historyPoints(rows, heartbeats, steps),
    marks: [...marks, ...resets, ...releases.map(releaseMark)].sort((a, b) => a.at.localeCompare(b.at)),
  };
}

function releaseMark({ at, service, build, before }: Release): GroupMark {
  return { at: at.toISOString(), kind: 'release', detail: `${service} ${build} reads; before it ${before} did.` };
}

async function readRows(
  pool: pg.Pool,
  { group, topic }: { group: number; topic: string | null },
  { fromMs, toMs, holdsMs, resolution }: HistorySteps,
): Promise<HistoryRow[]> {
  const { rows } = await pool.query<Row>(
    `select at, topic_id, lag::float8 as lag, lag_ms, lag_error_ms, members, verdict from ${tableOf[resolution]}
      where group_id = $1 and at >= $2 and at < $3
        and ($4::text is null or topic_id in (select id from sampled_topic where name = $4))
      order by at`,
    [group, new Date(fromMs - holdsMs), new Date(toMs), topic],
  );
  return rows.map(({ at, topic_id, lag, lag_ms: lagMs, lag_error_ms: lagErrorMs, members, verdict }) => {
    return { atMs: at.getTime(), topic: topic_id, lag, lagMs, lagErrorMs, members, verdict };
  });
}

async function readHeartbeats(pool: pg.Pool, { fromMs, toMs, stepMs, resolution }: HistorySteps): Promise<Heartbeat[]> {
  const between = [new Date(fromMs - Math.max(stepMs, 150_000)), new Date(toMs)];
  if (resolution === 'sample') {
    const { rows } = await pool.query<{ at: Date; every_ms: number }>(
      'select at, every_ms from lag_heartbeat where at >= $1 and at < $2 order by at',
      between,
    );
    return rows.map(({ at, every_ms: everyMs }) => ({ atMs: at.getTime(), everyMs }));
  }
  const { rows } = await pool.query<{ at: Date }>(
    `select at from ${tableOf[resolution]} where group_id = 0 and at >= $1 and at < $2 order by at`,
    between,
  );
  return rows.map(({ at }) => ({ atMs: at.getTime(), everyMs: unitMs[resolution] / 2 }));
}

async function readMarks(pool: pg.Pool, group: number, { fromMs, toMs }: HistorySteps): Promise<GroupMark[]> {
  const { rows } = await pool.query<{ at: Date; kind: GroupMark['kind']; detail: string }>(
    `select * from (select at, kind, detail from group_mark
                     where group_id = $1 and at >= $2 and at < $3 order by at desc limit ${mostMarks}) m order by at`,
    [group, new Date(fromMs), new Date(toMs)],
  );
  return rows.map(({ at, kind, detail }) => ({ at: at.toISOString(), kind, detail }));
}
