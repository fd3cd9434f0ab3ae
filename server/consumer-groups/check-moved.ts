import { partitionKey } from '#server/platform/kafka/index.ts';
import type { ResetPlace } from './plan-move.ts';
import type { ResetGroup } from './read-reset-group.ts';
import type { KeptMove } from './reset-store.ts';

type Stand = Pick<ResetGroup, 'committed' | 'unread' | 'topics'>;

/**
 * What is no longer as it was when a move was planned, in a sentence for the first such partition; null when nothing is.
 * Pure. Offsets that would lead out of the log are told too: a consumer would begin wherever its own setting says.
 */
export function checkMoved(stand: Stand, places: readonly ResetPlace[], moves: readonly KeptMove[]): string | null {
  const byKey = new Map(places.map((place) => [partitionKey(place), place]));
  for (const move of moves) {
    const place = byKey.get(partitionKey(move));
    const moved =
      movedFrom(stand, move) ?? (place ? beyondLog(place, move) : `${partitionKey(move)} cannot be read now.`);
    if (moved !== null) return moved;
  }
  return null;
}

function movedFrom({ committed, unread, topics }: Stand, move: KeptMove): string | null {
  const key = partitionKey(move);
  const topicId = topics.get(move.topic)?.topicId ?? null;
  if (topicId !== move.topicId || !topics.has(move.topic)) return `${move.topic} was deleted or made anew meanwhile.`;
  const unreadable = unread.get(key);
  if (unreadable !== undefined) return `${key} cannot be read now: ${unreadable}.`;
  const stands = committed.get(key)?.toString() ?? null;
  return stands === move.from ? null : `${key} moved meanwhile, from ${inWords(move.from)} to ${inWords(stands)}.`;
}

function beyondLog({ logStart, logEnd }: ResetPlace, move: KeptMove): string | null {
  if (move.to === null) return null;
  const to = BigInt(move.to);
  if (to < logStart) return `${partitionKey(move)} no longer holds ${to}: its oldest record is ${logStart}.`;
  return to > logEnd ? `${partitionKey(move)} ends at ${logEnd}, before ${to}.` : null;
}

function inWords(offset: string | null): string {
  return offset ?? 'no commit';
}
