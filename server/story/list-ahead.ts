import type { FlowStep } from '#schemas/api/flow.ts';
import type { StoryStep } from '#schemas/api/story.ts';
import { asSentence, fillWords } from './fill-words.ts';
import { wordsOfStep } from './story-words.ts';
import type { ToldFlow } from './told-flow.ts';

/** The steps that are not done and still may be, in the order of the process. */
export function listAhead(told: ToldFlow): StoryStep[] {
  return (told.flow.process?.steps ?? []).flatMap((step) => {
    const state = stateOf(step);
    return state === null ? [] : [aheadOf(told, step, state)];
  });
}

function stateOf({ state }: FlowStep): StoryStep['state'] | null {
  return state === 'current' || state === 'expected' || state === 'late' ? state : null;
}

function aheadOf({ words, payloads }: ToldFlow, step: FlowStep, state: StoryStep['state']): StoryStep {
  const { id, label, service, dueAt, dueBy } = step;
  const text = fillWords(wordsOfStep(words, id)?.next, payloads);
  return { step: id, label, state, text: asSentence(text ?? label), service, dueAt, dueBy };
}
