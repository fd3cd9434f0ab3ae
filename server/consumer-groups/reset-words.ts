import type { ResetTarget } from '#schemas/api/group-reset.ts';
import type { KeptMove } from './reset-store.ts';

/** `Moved 6 partitions of payment-events to the oldest record.` Pure. */
export function resetWords(moves: readonly Pick<KeptMove, 'topic'>[], to: ResetTarget): string {
  return `Moved ${placesInWords(moves)} ${targetInWords(to)}.`;
}

/** `Took 6 partitions of payment-events back to where they stood.` Pure. */
export function undoWords(moves: readonly Pick<KeptMove, 'topic'>[]): string {
  return `Took ${placesInWords(moves)} back to where ${moves.length === 1 ? 'it' : 'they'} stood.`;
}

const mostTopics = 3;

function placesInWords(moves: readonly Pick<KeptMove, 'topic'>[]): string {
  const topics = [...new Set(moves.map(({ topic }) => topic))];
  const more = topics.length > mostTopics ? ` and ${topics.length - mostTopics} more topics` : '';
  const partitions = moves.length === 1 ? 'one partition' : `${moves.length} partitions`;
  return `${partitions} of ${topics.slice(0, mostTopics).join(', ')}${more}`;
}

function targetInWords(to: ResetTarget): string {
  if (to === 'earliest') return 'to the oldest record';
  if (to === 'latest') return 'to the end';
  if ('timestamp' in to) return `to the first record from ${to.timestamp} on`;
  if ('offset' in to) return `to offset ${to.offset}`;
  const by = BigInt(to.shift);
  return by < 0n ? `back by ${-by}` : `on by ${by}`;
}
