import type pg from 'pg';
import type { CheckedProcess, CheckedStep, ProcessList } from '#schemas/api/process.ts';
import { namedTypes, type Process, type UsualTimes } from '#server/processes/index.ts';
import { readUsualTimes } from './read-usual-times.ts';

const mostUnnamed = 200;

type Seen = NonNullable<CheckedStep['seen']>;
type SeenRow = { type: string; count: number; services: (string | null)[]; last_at: Date };
type FileRow = { file: Process; since: Date };

/** The process files by which flows are judged, beside what really came of each step; and what came that none of them names. */
export async function checkProcesses(pool: pg.Pool): Promise<ProcessList> {
  const [files, usual, seen, times] = await Promise.all([
    pool.query<FileRow>('select file, since from process order by id'),
    readUsualTimes(pool),
    pool.query<SeenRow>(
      `select w.text as type, sum(t.count)::float8 as count, max(t.last_at) as last_at,
              array_agg(distinct s.text order by s.text) as services
         from type_seen t join word w on w.id = t.type left join word s on s.id = t.service
        group by w.text order by count desc, w.text`,
    ),
    pool.query<{ counted: Date | null; judged: Date | null }>(
      `select (select min(day)::timestamptz from type_seen) as counted,
              (select max(judged_until) from late_clock) as judged`,
    ),
  ]);
  const byType = new Map(seen.rows.map((row): [string, Seen] => [row.type, seenOf(row)]));
  const named = new Set(files.rows.flatMap(({ file }) => [...namedTypes(file)]));
  return {
    items: files.rows.map((row) => checkedProcess(row, byType, usual)),
    unnamed: [...byType]
      .filter(([type]) => !named.has(type))
      .slice(0, mostUnnamed)
      .map(([type, of]) => ({ type, ...of })),
    countedSince: times.rows[0]?.counted?.toISOString() ?? null,
    judgedUntil: times.rows[0]?.judged?.toISOString() ?? null,
    asOf: new Date().toISOString(),
  };
}

function seenOf({ count, services, last_at: lastAt }: SeenRow): Seen {
  return { count, services: services.filter((service) => service !== null), lastAt: lastAt.toISOString() };
}

function checkedProcess({ file, since }: FileRow, seen: ReadonlyMap<string, Seen>, usual: UsualTimes): CheckedProcess {
  const { id, version, title, steps, branches, compensations } = file;
  const told = (place: { id: string; label: string }, event: string | null) => ({
    id: place.id,
    label: place.label,
    event,
    usual: usual.get(id, place.id),
    seen: event === null ? null : (seen.get(event) ?? null),
  });
  return {
    id,
    version,
    title,
    since: since.toISOString(),
    steps: [
      ...steps.map((step) => ({
        ...told(step, step.event),
        kind: 'step' as const,
        service: step.service,
        withinMs: step.withinMs ?? null,
      })),
      ...branches.map((branch) => ({
        ...told(branch, branch.cause.event ?? null),
        kind: 'branch' as const,
        service: null,
        withinMs: null,
      })),
      ...compensations.map((undoing) => ({
        ...told(undoing, undoing.event ?? null),
        kind: 'undoing' as const,
        service: undoing.service,
        withinMs: null,
      })),
    ],
  };
}
