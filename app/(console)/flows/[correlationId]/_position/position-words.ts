import type { Tone } from '#app/_ui/state-shape.tsx';
import type { FlowPosition, PositionState } from '#schemas/api/flow-position.ts';

/** How each state reads, and in which tone. */
export const positionWords: Record<PositionState, { tone: Tone; word: string }> = {
  processed: { tone: 'ok', word: 'processed' },
  processing: { tone: 'accent', word: 'processing' },
  waiting: { tone: 'late', word: 'waiting' },
  retrying: { tone: 'late', word: 'retrying' },
  dead_lettered: { tone: 'broken', word: 'dead letter' },
  discarded: { tone: 'broken', word: 'deleted unread' },
  nobody: { tone: 'quiet', word: 'nobody reads' },
  unknown: { tone: 'quiet', word: 'not known' },
};

const ordinals = new Map([
  [2, '2nd'],
  [3, '3rd'],
]);

/** `2nd try`; null for a first one. */
export function tryWords({ state, attempt }: Pick<FlowPosition, 'state' | 'attempt'>): string | null {
  if (attempt === null || attempt < 2) return null;
  if (state === 'dead_lettered') return `after ${attempt} tries`;
  return `${ordinals.get(attempt) ?? `${attempt}th`} try`;
}
