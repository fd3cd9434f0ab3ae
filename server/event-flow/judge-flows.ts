import type pg from 'pg';
import { chooseProcess, type DeadLetter, type FirstOf, type Judgement, judgeFlow } from '#server/processes/index.ts';
import { deadLetterGroup } from './dead-letter-group.ts';
import { unpackDead, unpackMarks } from './flow-marks.ts';
import type { StoreState } from './flow-store.ts';
import type { JudgedRow } from './judged-row.ts';
import { learnWordsOf } from './judged-words.ts';
import { writeJudgements } from './write-judgements.ts';

type State = Pick<StoreState, 'cluster' | 'judging'>;

const nothing: Judgement = {
  endStatus: null,
  waits: null,
  lateFromMs: null,
  isStuck: false,
  isOffPath: false,
  againMs: null,
};

/** By correlation as the database writes it. */
export type MarksOf = ReadonlyMap<string, readonly string[]>;

/** `changed`: the keys of flows that stand otherwise than before. */
export type JudgeResult = { changed: string[]; marks: MarksOf };

/**
 * Judges flows anew by what is folded of them, and notes what they wait for. Their lines stay locked, in the order of
 * their keys, so that nobody adds to them meanwhile.
 */
export async function judgeFlows(client: pg.ClientBase, state: State, keys: readonly string[]): Promise<JudgeResult> {
  if (keys.length === 0) return { changed: [], marks: new Map() };
  const { rows } = await client.query<JudgedRow>(
    `select f.correlation, f.marks, f.dead, f.late_from, f.stuck, f.off_path, d.step, d.due_at, d.alarm_at
       from flow f left join flow_due d on d.correlation = f.correlation and d.cluster = f.cluster
      where f.cluster = $1 and f.correlation = any($2::uuid[])
      order by f.correlation
        for update of f`,
    [state.cluster, keys],
  );
  await learnWordsOf(client, state.judging.words, rows);
  const judged = rows.map((row) => ({ row, judgement: judgeRow(row, state) }));
  const changed = await writeJudgements(client, state.cluster, judged);
  return { changed, marks: new Map(rows.map(({ correlation, marks }) => [correlation, marks])) };
}

function judgeRow({ marks, dead }: JudgedRow, { judging }: State): Judgement {
  const firstOf = firstsOf(marks, judging.words);
  const process = chooseProcess(judging.processes, (type) => firstOf(type) !== null);
  if (!process) return nothing;
  const { usual, untilMs } = judging;
  return judgeFlow(process, {
    firstOf,
    dead: dead.flatMap((each) => deadLetterOf(each, judging.words)),
    usual,
    untilMs,
  });
}

/** The first events that marks tell of. */
export function firstsOf(marks: readonly string[], words: ReadonlyMap<number, string>): FirstOf<{ atMs: number }> {
  const firsts = new Map<string, { atMs: number }>();
  for (const [number, atMs] of unpackMarks(marks)) {
    const type = words.get(number);
    if (type !== undefined) firsts.set(type, { atMs });
  }
  return (type) => firsts.get(type) ?? null;
}

function deadLetterOf(packed: string, words: ReadonlyMap<number, string>): DeadLetter[] {
  const { topic, type } = unpackDead(packed);
  const group = deadLetterGroup(words.get(topic) ?? '');
  const text = words.get(type);
  return group === null || text === undefined ? [] : [{ type: text, group }];
}
