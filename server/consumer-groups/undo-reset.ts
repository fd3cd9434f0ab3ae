import type { PastReset, ResetOutcome, UndoRequest } from '#schemas/api/group-reset.ts';
import { NibbleError } from '#schemas/errors.ts';
import { partitionKey } from '#server/platform/kafka/index.ts';
import { applyMoves, type ResetAsker } from './apply-moves.ts';
import { checkMoved } from './check-moved.ts';
import type { ResetDoors } from './preview-reset.ts';
import { readPlaces } from './read-places.ts';
import type { ResetGroup } from './read-reset-group.ts';
import { resetRefusal } from './reset-refusal.ts';
import { type KeptMove, keepPreview, type ResetRow, readLastReset } from './reset-store.ts';
import { undoWords } from './reset-words.ts';

/**
 * Takes the last reset of a group back, if every partition still stands where it was put. Throws `not_found` for a reset
 * that is not known, `conflict` with the reason where it cannot be undone any more.
 */
export async function undoReset(
  doors: ResetDoors,
  group: string,
  { resetId }: UndoRequest,
  asker: ResetAsker,
): Promise<ResetOutcome> {
  const last = await readLastReset(doors.pool, group);
  if (!last) throw new NibbleError('not_found', 'No reset of this group is known.');
  if (last.id !== resetId)
    throw new NibbleError('conflict', 'Another reset came after it: only the last can be undone.');
  const gone = whyNone(last);
  if (gone !== null) throw new NibbleError('conflict', gone);
  const moves = backMoves(last);
  const { id } = await keepPreview(doors.pool, { group, asked: { undoes: resetId }, moves });
  const action = 'consumer_group.reset_undone' as const;
  return await applyMoves(doors, asker, { id, group, moves, action, what: undoWords(moves), undoes: resetId });
}

/** Whether the last reset could be undone now, and if not, why. */
export async function readUndo(
  { kafka, rights }: Pick<ResetDoors, 'kafka' | 'rights'>,
  now: ResetGroup,
  last: ResetRow,
): Promise<PastReset['undo']> {
  const gone = whyNone(last);
  if (gone !== null) return { isPossible: false, detail: gone };
  const moves = backMoves(last);
  const { places } = await readPlaces(kafka, now, moves);
  // Who has read on has for good; a member may still be stopped.
  const refused = checkMoved(now, places, moves) ?? resetRefusal(now, rights);
  if (refused !== null) return { isPossible: false, detail: refused };
  return { isPossible: true, detail: 'Every partition still stands where it was put.' };
}

function whyNone({ outcome }: ResetRow): string | null {
  if (outcome === 'undone') return 'It was undone already.';
  if (outcome === 'begun') return 'It is still under way.';
  return outcome === 'failed' ? 'It moved nothing that is known.' : null;
}

/** What the reset did move, the other way round. */
function backMoves({ moves, result }: ResetRow): KeptMove[] {
  const failed = new Set((result ?? []).filter(({ problem }) => problem !== null).map(partitionKey));
  return moves
    .filter((move) => !failed.has(partitionKey(move)))
    .map(({ from, to, ...where }) => ({ ...where, from: to, to: from }));
}
