import type { Tone } from '#app/_ui/state-shape.tsx';
import type { FlowStep } from '#schemas/api/flow.ts';

/** How the state of a step reads, and what it means. */
export const stepWords: Record<FlowStep['state'], { tone: Tone; word: string; meaning: string }> = {
  done: { tone: 'ok', word: 'done', meaning: 'Its event was recorded.' },
  current: { tone: 'accent', word: 'comes next', meaning: 'All that it follows has happened; its event has not come.' },
  expected: { tone: 'quiet', word: 'expected', meaning: 'Comes after steps that have not happened yet.' },
  late: { tone: 'late', word: 'late', meaning: 'It should have happened by now.' },
  skipped: { tone: 'quiet', word: 'skipped', meaning: 'The flow went on without it.' },
  off_path: { tone: 'late', word: 'off the path', meaning: 'Happened, but belongs to no step of the process.' },
};
