import { Pill } from '#app/_ui/pill.tsx';
import type { Tone } from '#app/_ui/state-shape.tsx';
import type { StepDifference } from '#schemas/api/flow-compare.ts';

const marks: Record<StepDifference, { tone: Tone; word: string }> = {
  only_a: { tone: 'late', word: 'only in this flow' },
  only_b: { tone: 'late', word: 'only in the other' },
  cause: { tone: 'late', word: 'another cause' },
  service: { tone: 'late', word: 'another service' },
  version: { tone: 'accent', word: 'another version' },
  validity: { tone: 'broken', word: 'validity' },
  failures: { tone: 'broken', word: 'failures' },
  payload: { tone: 'quiet', word: 'payload' },
};

/** The gravest difference of a step in a word; alike: nothing to see. */
export function DifferenceMark({ difference }: { difference: StepDifference | null }) {
  if (difference === null) return <span className="text-ink-3">alike</span>;
  const { tone, word } = marks[difference];
  return (
    <Pill tone={tone} shape={tone !== 'quiet'} className="h-[20px]">
      {word}
    </Pill>
  );
}
