'use client';

import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StateShape, type Tone } from '#app/_ui/state-shape.tsx';
import type { StoryAnswer, StoryQuestion, StoryTone } from '#schemas/api/story.ts';
import { splitMoments } from './split-moments.ts';
import { ToldText } from './told-text.client.tsx';
import { questionWords } from './write-ticket.ts';

const loud: Partial<Record<StoryTone, { tone: Tone; className: string }>> = {
  late: { tone: 'late', className: 'text-late' },
  bad: { tone: 'broken', className: 'text-broken' },
};

/** What is usually asked about a flow, each question with its answer. */
export function StoryAnswers({ answers }: { answers: readonly StoryAnswer[] }) {
  return (
    <dl className="grid grid-cols-1 gap-px border-b border-line bg-line @min-[560px]:grid-cols-2 @min-[900px]:grid-cols-3">
      {answers.map((answer) => (
        <div key={answer.question} className="flex flex-col gap-1 bg-panel px-3.5 py-3">
          <dt className="text-s text-ink-3">{questionWords[answer.question]}</dt>
          <dd className="text-l leading-snug [overflow-wrap:anywhere]">
            <Answer {...answer} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Answer({ question, text, tone }: StoryAnswer) {
  const look = loud[tone];
  return (
    <span className={look?.className}>
      {look ? (
        <>
          <StateShapeInline tone={look.tone} />{' '}
        </>
      ) : null}
      <ToldText text={text} />
      <Ago question={question} text={text} />
    </span>
  );
}

function StateShapeInline({ tone }: { tone: Tone }) {
  return (
    <span className="inline-block align-[-1px]">
      <StateShape tone={tone} />
    </span>
  );
}

/** How long it has been so; it goes on while the page is open. */
function Ago({ question, text }: { question: StoryQuestion; text: string }) {
  const since = splitMoments(text).find((part) => 'moment' in part);
  if (question !== 'since' || !since) return null;
  return (
    <span className="text-ink-2">
      {' '}
      <RelativeTime at={since.moment} past />
    </span>
  );
}
