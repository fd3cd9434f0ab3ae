import type { Tone } from '#app/_ui/state-shape.tsx';
import type { GroupVerdict } from '#schemas/api/consumer-group.ts';

/** How each verdict reads, and in which tone. `one` and `many` go on after a count: "2 are stalled". */
export const verdictWords: Record<GroupVerdict, { tone: Tone; word: string; one: string; many: string }> = {
  ok: { tone: 'ok', word: 'keeping up', one: 'keeps up', many: 'keep up' },
  warn: { tone: 'late', word: 'falling behind', one: 'is falling behind', many: 'are falling behind' },
  stall: { tone: 'broken', word: 'stalled', one: 'is stalled', many: 'are stalled' },
  stop: { tone: 'broken', word: 'stopped', one: 'has stopped', many: 'have stopped' },
  rewind: { tone: 'broken', word: 'went back', one: 'went back', many: 'went back' },
  data_loss: { tone: 'broken', word: 'lost records', one: 'lost records', many: 'lost records' },
  unknown: { tone: 'quiet', word: 'unknown', one: 'cannot be judged', many: 'cannot be judged' },
};

/** The worst first, as lists have them. */
export const verdictsByHarm = [
  'data_loss',
  'rewind',
  'stop',
  'stall',
  'warn',
  'unknown',
  'ok',
] as const satisfies readonly GroupVerdict[];

/** Those that need somebody. */
export const badVerdicts = ['data_loss', 'rewind', 'stop', 'stall', 'warn'] as const satisfies readonly GroupVerdict[];
