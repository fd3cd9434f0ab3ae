import type pg from 'pg';
import { chooseProcess, type StepTime, stepTimes } from '#server/processes/index.ts';
import type { StoreState } from './flow-store.ts';
import { firstsOf, type MarksOf } from './judge-flows.ts';
import { learnWordsOf } from './judged-words.ts';

type State = Pick<StoreState, 'cluster' | 'judging'>;
export type StepTimeOf = { process: string; time: StepTime };

/** The marks of these flows as they stand. */
export async function readMarks(client: pg.ClientBase, cluster: number, keys: readonly string[]): Promise<MarksOf> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<{ correlation: string; marks: string[] }>(
    'select correlation, marks from flow where cluster = $1 and correlation = any($2::uuid[])',
    [cluster, keys],
  );
  return new Map(rows.map(({ correlation, marks }) => [correlation, marks]));
}

/** How long the steps took that have become known between two readings of the marks. */
export async function newTimes(
  client: pg.ClientBase,
  { judging: { processes, words } }: State,
  before: MarksOf,
  after: MarksOf,
): Promise<StepTimeOf[]> {
  await learnWordsOf(
    client,
    words,
    Array.from(after.values(), (marks) => ({ marks, dead: [] })),
  );
  return [...after].flatMap(([correlation, marks]) => {
    const now = firstsOf(marks, words);
    const process = chooseProcess(processes, (type) => now(type) !== null);
    if (!process) return [];
    const known = firstsOf(before.get(correlation) ?? [], words);
    return stepTimes(process, known, now).map((time) => ({ process: process.id, time }));
  });
}
