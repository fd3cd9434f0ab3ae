import { isDeepStrictEqual } from 'node:util';
import { type ResetOutcome, type ResetRequest, resetTarget } from '#schemas/api/group-reset.ts';
import { NibbleError } from '#schemas/errors.ts';
import { applyMoves, type ResetAsker } from './apply-moves.ts';
import { askedOf, previewLastsMs, type ResetDoors } from './preview-reset.ts';
import { type ResetRow, readReset } from './reset-store.ts';
import { resetWords } from './reset-words.ts';

/**
 * Runs what a preview showed, once, if the group stands as it did then. Throws `not_found` for an unknown preview,
 * `conflict` with the reason where it may not be run any more, `forbidden` where writing is off.
 */
export async function runReset(
  doors: ResetDoors,
  group: string,
  { previewId, topics, partitions, to }: ResetRequest,
  asker: ResetAsker,
): Promise<ResetOutcome> {
  const row = await readReset(doors.pool, previewId);
  if (!row || row.group_id !== group) throw new NibbleError('not_found', 'There is no such preview of this group.');
  requireFresh(row);
  if ((topics || partitions || to) && !isDeepStrictEqual(asPlain(askedOf({ topics, partitions, to })), row.asked)) {
    throw new NibbleError('conflict', 'The preview was of something else: ask for it again.');
  }
  const { moves } = row;
  const what = resetWords(moves, targetOf(row));
  return await applyMoves(doors, asker, { id: row.id, group, moves, action: 'consumer_group.offsets_reset', what });
}

function requireFresh({ run_at: runAt, previewed_at: previewedAt, moves }: ResetRow): void {
  if (runAt !== null) throw new NibbleError('conflict', `This was run already, at ${runAt.toISOString()}.`);
  if (Date.now() - previewedAt.getTime() > previewLastsMs) {
    throw new NibbleError('conflict', 'The preview is too old to go by: ask for it again.');
  }
  if (moves.length === 0) throw new NibbleError('conflict', 'Nothing would move.');
}

function targetOf({ asked }: ResetRow) {
  const to = typeof asked === 'object' && asked !== null && 'to' in asked ? asked.to : null;
  return resetTarget.parse(to);
}

/** As it comes back from the database. */
function asPlain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
