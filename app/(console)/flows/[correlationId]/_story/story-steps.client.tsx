'use client';

import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import type { Story } from '#schemas/api/story.ts';
import { StepAhead } from './step-ahead.client.tsx';
import { ToldSentence } from './told-sentence.client.tsx';

type StoryStepsProps = {
  story: Story;
  selected: string | null;
  onSelect: (sel: string | null) => void;
  onShow: () => void;
};

/** What happened, one sentence a step, and behind it what is still to come. */
export function StorySteps({ story, selected, onSelect, onShow }: StoryStepsProps) {
  const { sentences, ahead, asOf } = story;
  return (
    <div className="py-2">
      <h2 className="sr-only">What happened</h2>
      {sentences.length === 0 ? <p className="px-3.5 py-2 text-ink-2">No record of it says anything yet.</p> : null}
      <ol aria-label="What happened" className="flex flex-col">
        {sentences.map((sentence) => (
          <ToldSentence
            key={`${sentence.kind} ${sentence.sel}`}
            sentence={sentence}
            isSelected={sentence.sel === selected}
            onSelect={onSelect}
            onShow={onShow}
          />
        ))}
      </ol>
      {ahead.length > 0 ? (
        <>
          <h2 className="px-3.5 pt-3 pb-1 text-s text-ink-3">
            Still to come, as of <ClockTime at={asOf} />
          </h2>
          <ol aria-label="Still to come" className="flex flex-col">
            {ahead.map((step) => (
              <StepAhead key={step.step} step={step} isSelected={selected === `step:${step.step}`} />
            ))}
          </ol>
        </>
      ) : null}
    </div>
  );
}
