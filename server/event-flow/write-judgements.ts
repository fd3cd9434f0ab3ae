import type pg from 'pg';
import type { Judgement } from '#server/processes/index.ts';
import type { JudgedRow } from './judged-row.ts';
import { keyOf } from './stored-id.ts';

type Judged = { row: JudgedRow; judgement: Judgement };

/** Writes what has changed, and returns the keys of the flows whose standing has. */
export async function writeJudgements(
  client: pg.ClientBase,
  cluster: number,
  judged: readonly Judged[],
): Promise<string[]> {
  const standing = judged.filter(standsOtherwise);
  await writeStandings(client, cluster, standing);
  const waiting = judged.filter(waitsOtherwise);
  await forgetDues(client, cluster, waiting.filter(isOver));
  await writeDues(
    client,
    cluster,
    waiting.filter((each) => !isOver(each)),
  );
  return standing.map(({ row }) => keyOf(row.correlation));
}

function standsOtherwise({ row, judgement }: Judged): boolean {
  return (
    msOf(row.late_from) !== judgement.lateFromMs ||
    row.stuck !== judgement.isStuck ||
    row.off_path !== judgement.isOffPath
  );
}

function waitsOtherwise({ row, judgement: { waits, againMs } }: Judged): boolean {
  return (
    row.step !== (waits?.id ?? null) || msOf(row.due_at) !== (waits?.dueMs ?? null) || msOf(row.alarm_at) !== againMs
  );
}

function isOver({ judgement: { waits, againMs } }: Judged): boolean {
  return waits === null && againMs === null;
}

async function writeStandings(client: pg.ClientBase, cluster: number, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return;
  await client.query(
    `update flow f set late_from = to_timestamp(v.late_from / 1000.0), stuck = v.stuck, off_path = v.off_path
       from unnest($2::uuid[], $3::bigint[], $4::boolean[], $5::boolean[]) as v (correlation, late_from, stuck, off_path)
      where f.correlation = v.correlation and f.cluster = $1`,
    [
      cluster,
      judged.map(({ row }) => row.correlation),
      judged.map(({ judgement }) => judgement.lateFromMs),
      judged.map(({ judgement }) => judgement.isStuck),
      judged.map(({ judgement }) => judgement.isOffPath),
    ],
  );
}

async function writeDues(client: pg.ClientBase, cluster: number, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return;
  await client.query(
    `insert into flow_due (correlation, cluster, step, due_at, alarm_at)
     select v.correlation, $1, v.step, to_timestamp(v.due / 1000.0), to_timestamp(v.alarm / 1000.0)
       from unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[]) as v (correlation, step, due, alarm)
         on conflict (correlation, cluster) do update
        set step = excluded.step, due_at = excluded.due_at, alarm_at = excluded.alarm_at`,
    [
      cluster,
      judged.map(({ row }) => row.correlation),
      judged.map(({ judgement }) => judgement.waits?.id ?? null),
      judged.map(({ judgement }) => judgement.waits?.dueMs ?? null),
      judged.map(({ judgement }) => judgement.againMs),
    ],
  );
}

async function forgetDues(client: pg.ClientBase, cluster: number, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return;
  await client.query('delete from flow_due where cluster = $1 and correlation = any($2::uuid[])', [
    cluster,
    judged.map(({ row }) => row.correlation),
  ]);
}

function msOf(date: Date | null): number | null {
  return date?.getTime() ?? null;
}
