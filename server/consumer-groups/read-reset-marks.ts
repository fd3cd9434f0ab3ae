import type pg from 'pg';
import { z } from 'zod';
import type { GroupMark } from '#schemas/api/consumer-group.ts';
import { resetTarget } from '#schemas/api/group-reset.ts';
import { idKey } from '#server/platform/db/index.ts';
import type { KeptMove } from './reset-store.ts';
import { resetWords, undoWords } from './reset-words.ts';

const most = 100;

type Row = { at: Date; asked: unknown; moves: KeptMove[]; name: string | null; actor: string; reason: string };

/** What was moved by hand between two times: resets and their undoing, as marks of a group's history. */
export async function readResetMarks(
  pool: pg.Pool,
  group: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<GroupMark[]> {
  const { rows } = await pool.query<Row>(
    `select run_at as at, asked, moves, name, actor, reason from group_reset
      where group_key = $1 and run_at >= $2 and run_at < $3 and outcome in ('done', 'partly', 'undone')
      order by run_at desc limit ${most}`,
    [idKey(group), new Date(fromMs), new Date(toMs)],
  );
  return rows.map(({ at, asked, moves, name, actor, reason }) => ({
    at: at.toISOString(),
    kind: 'reset',
    detail: `${wordsOf(asked, moves)} ${name ?? actor}: ${reason}`,
  }));
}

const askedTarget = z.object({ to: resetTarget });

function wordsOf(asked: unknown, moves: readonly KeptMove[]): string {
  const read = askedTarget.safeParse(asked);
  return read.success ? resetWords(moves, read.data.to) : undoWords(moves);
}
