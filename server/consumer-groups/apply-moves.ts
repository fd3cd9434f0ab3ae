import type { ResetOutcome } from '#schemas/api/group-reset.ts';
import { NibbleError } from '#schemas/errors.ts';
import { audited, type Deed } from '#server/audit/index.ts';
import { partitionKey } from '#server/platform/kafka/index.ts';
import { checkMoved } from './check-moved.ts';
import type { ResetDoors } from './preview-reset.ts';
import { readPlaces } from './read-places.ts';
import { type ResetKafka, readResetGroup } from './read-reset-group.ts';
import { resetRefusal } from './reset-refusal.ts';
import { claimReset, endReset, type KeptMove, type MoveResult, type ResetEnd } from './reset-store.ts';

/** Who asks, by which request. */
export type ResetAsker = { actor: string; name: string | null; reason: string; correlationId: string | null };

export type Application = {
  id: string;
  group: string;
  moves: readonly KeptMove[];
  action: Deed['action'];
  what: string;
  /** The reset that this takes back. */
  undoes?: string;
};

/** Throws `forbidden` where writing is off, `conflict` with the reason where the group stands otherwise than it was planned. */
async function requireMovable({ kafka, rights }: ResetDoors, group: string, moves: readonly KeptMove[]): Promise<void> {
  const now = await readResetGroup(kafka, group);
  const refused = resetRefusal(now, rights);
  if (refused !== null) throw new NibbleError(rights.canWrite ? 'conflict' : 'forbidden', refused);
  const { places } = await readPlaces(kafka, now, moves);
  const moved = checkMoved(now, places, moves);
  if (moved !== null) throw new NibbleError('conflict', `${moved} Nothing was changed: look at it again.`);
}

/** Checks that nothing has moved, notes it, moves the offsets, and reads again where they stand. */
export async function applyMoves(doors: ResetDoors, asker: ResetAsker, given: Application): Promise<ResetOutcome> {
  const { pool, kafka } = doors;
  const { id, group, moves, action, what, undoes } = given;
  await requireMovable(doors, group, moves);
  await claimReset(pool, { id, group, ...asker, undoes: undoes ?? null });
  const before = moves.map(({ topic, partition, from }) => ({ topic, partition, committed: from }));
  const deed: Deed = { ...asker, action, subject: { kind: 'consumer_group', id: group }, what, before };
  try {
    return await audited(pool, deed, async () => {
      const at = new Date().toISOString();
      const results = await moveAndRead(kafka, group, moves);
      const outcome = endOf(results);
      await endReset(pool, id, { outcome, result: results, undoes: undoes ?? null });
      const left = results.find(({ problem }) => problem !== null);
      return {
        value: { resetId: id, group, at, outcome, moves: shownMoves(moves, results) },
        outcome,
        after: results.map(({ topic, partition, now }) => ({ topic, partition, committed: now })),
        detail: left ? `${partitionKey(left)}: ${left.problem}` : null,
      };
    });
  } catch (thrown) {
    // A line that is left as begun would keep the next one from running.
    await endReset(pool, id, { outcome: 'failed', result: null }).catch(() => undefined);
    throw thrown;
  }
}

/** Where each partition stands afterwards, by what is committed then, not by what the broker said of the request. */
async function moveAndRead(kafka: ResetKafka, group: string, moves: readonly KeptMove[]): Promise<MoveResult[]> {
  const wanted = moves.map(({ topic, partition, to }) => ({
    topic,
    partition,
    offset: to === null ? null : BigInt(to),
  }));
  const refused = await kafka.admin.moveOffsets(group, wanted).catch(notKnown);
  if (refused.length === moves.length && refused.every(({ why }) => why === 'members')) {
    throw new NibbleError('conflict', `A member joined ${group} meanwhile: nothing was changed.`);
  }
  const reasons = new Map(refused.map((one) => [partitionKey(one), one.detail]));
  const { committed } = await readResetGroup(kafka, group).catch(notKnown);
  return moves.map(({ topic, partition, to }) => {
    const key = partitionKey({ topic, partition });
    const now = committed.get(key)?.toString() ?? null;
    const other = now === to ? null : 'Something else was committed right afterwards';
    return { topic, partition, now, problem: reasons.get(key) ?? other };
  });
}

/** A request that was not answered may have been carried out. */
function notKnown(cause: unknown): never {
  const detail = 'Kafka did not answer: whether the offsets were moved is not known. Look where the group stands now.';
  throw new NibbleError('unavailable', detail, { cause });
}

function endOf(results: readonly MoveResult[]): ResetEnd {
  const left = results.filter(({ problem }) => problem !== null).length;
  if (left === 0) return 'done';
  return left === results.length ? 'failed' : 'partly';
}

function shownMoves(moves: readonly KeptMove[], results: readonly MoveResult[]): ResetOutcome['moves'] {
  const byKey = new Map(results.map((result) => [partitionKey(result), result]));
  return moves.map(({ topic, partition, from, to }) => {
    const result = byKey.get(partitionKey({ topic, partition }));
    return { topic, partition, from, to, now: result?.now ?? null, problem: result?.problem ?? null };
  });
}
