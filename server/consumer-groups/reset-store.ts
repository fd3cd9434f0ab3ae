import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { NibbleError } from '#schemas/errors.ts';
import { idKey } from '#server/platform/db/index.ts';
import type { TopicPartition } from '#server/platform/kafka/index.ts';

/** A move as it is kept: offsets as decimal strings, null for none; `topicId` tells a topic from one made anew. */
export type KeptMove = TopicPartition & { topicId: string | null; from: string | null; to: string | null };

/** Where a partition stood after the move, and why not where it should. */
export type MoveResult = TopicPartition & { now: string | null; problem: string | null };

export type ResetEnd = 'done' | 'partly' | 'failed';

export type ResetRow = {
  id: string;
  group_id: string;
  asked: unknown;
  moves: KeptMove[];
  previewed_at: Date;
  run_at: Date | null;
  actor: string | null;
  name: string | null;
  reason: string | null;
  outcome: 'begun' | ResetEnd | 'undone' | null;
  result: MoveResult[] | null;
};

const columns = 'id, group_id, asked, moves, previewed_at, run_at, actor, name, reason, outcome, result';

/** Keeps what a preview showed, and forgets those of yesterday that were never run. */
export async function keepPreview(
  pool: pg.Pool,
  { group, asked, moves }: { group: string; asked: unknown; moves: readonly KeptMove[] },
): Promise<{ id: string; at: Date }> {
  await pool.query(`delete from group_reset where run_at is null and previewed_at < now() - interval '1 day'`);
  const { rows } = await pool.query<{ id: string; at: Date }>(
    `insert into group_reset (id, group_key, group_id, asked, moves) values ($1, $2, $3, $4, $5)
     returning id, previewed_at as at`,
    [uuidv7(), idKey(group), group, JSON.stringify(asked), JSON.stringify(moves)],
  );
  const [row] = rows;
  if (!row) throw new NibbleError('internal', 'The preview was not kept.');
  return row;
}

export async function readReset(pool: pg.Pool, id: string): Promise<ResetRow | null> {
  const { rows } = await pool.query<ResetRow>(`select ${columns} from group_reset where id = $1`, [id]);
  return rows[0] ?? null;
}

/** The last one that was run of this group, undoing not counted. */
export async function readLastReset(pool: pg.Pool, group: string): Promise<ResetRow | null> {
  const { rows } = await pool.query<ResetRow>(
    `select ${columns} from group_reset
      where group_key = $1 and run_at is not null and undoes is null order by run_at desc limit 1`,
    [idKey(group)],
  );
  return rows[0] ?? null;
}

type Asker = { actor: string; name: string | null; reason: string };

const uniqueViolation = '23505';
/** Longer than a run can take: whoever began it has ended in the middle. */
const forsakenAfter = '2 minutes';

/** Takes a preview to be run, by one alone. Throws `conflict` where it was run already, or another of the group is under way. */
export async function claimReset(
  pool: pg.Pool,
  { id, group, undoes = null, ...asker }: { id: string; group: string; undoes?: string | null } & Asker,
): Promise<void> {
  await pool.query(
    `update group_reset set outcome = 'failed'
      where group_key = $1 and outcome = 'begun' and run_at < now() - interval '${forsakenAfter}'`,
    [idKey(group)],
  );
  const values = [id, asker.actor, asker.name, asker.reason, undoes];
  const claimed = await pool
    .query(
      `update group_reset set run_at = now(), outcome = 'begun', actor = $2, name = $3, reason = $4, undoes = $5
        where id = $1 and run_at is null`,
      values,
    )
    .catch((cause: unknown) => {
      if (!isUniqueViolation(cause)) throw cause;
      throw new NibbleError('conflict', `Another reset of ${group} is under way.`, { cause });
    });
  if (claimed.rowCount !== 1) throw new NibbleError('conflict', 'This was run already.');
}

/** Says how it ended; `undoes`: the one that is taken back by it. */
export async function endReset(
  pool: pg.Pool,
  id: string,
  {
    outcome,
    result,
    undoes = null,
  }: { outcome: ResetEnd; result: readonly MoveResult[] | null; undoes?: string | null },
): Promise<void> {
  await pool.query('update group_reset set outcome = $2, result = $3 where id = $1', [
    id,
    outcome,
    result === null ? null : JSON.stringify(result),
  ]);
  if (undoes !== null && outcome !== 'failed') {
    await pool.query(`update group_reset set outcome = 'undone' where id = $1`, [undoes]);
  }
}

function isUniqueViolation(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === uniqueViolation;
}
