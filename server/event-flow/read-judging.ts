import type pg from 'pg';
import type { Process, UsualTimes } from '#server/processes/index.ts';
import { readJudgedUntil } from './read-until.ts';
import { readUsualTimes } from './read-usual-times.ts';

/** By what flows are judged, and up to when all that happened is known (ms; −∞ where that is not known). */
export type ReadJudging = { processes: readonly Process[]; usual: UsualTimes; judgedMs: number };

/** What the collector judges by, as it noted it: a page and a list say the same of a flow. */
export async function readJudging(pool: pg.Pool): Promise<ReadJudging> {
  const [processes, usual, judgedMs] = await Promise.all([
    pool.query<{ file: Process }>('select file from process order by id'),
    readUsualTimes(pool),
    readJudgedUntil(pool),
  ]);
  return {
    processes: processes.rows.map(({ file }) => file),
    usual,
    judgedMs,
  };
}
