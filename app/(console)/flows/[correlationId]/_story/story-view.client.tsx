'use client';

import { useQuery } from '@tanstack/react-query';
import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import type { Story } from '#schemas/api/story.ts';
import type { FlowViewProps } from '../flow-view-props.ts';
import { FlowIds } from './flow-ids.client.tsx';
import { storyReading } from './queries.ts';
import { StoryAnswers } from './story-answers.client.tsx';
import { StorySteps } from './story-steps.client.tsx';
import { Untold } from './untold.client.tsx';

/** The flow for somebody who talks to the customer: what is usually asked, then what happened, in sentences. */
export function StoryView({ flow, params, selected }: FlowViewProps) {
  const { data: story, error, refetch } = useQuery(storyReading(flow.correlationId));
  if (!story) return error ? <NotTold error={error} onRetry={() => void refetch()} /> : <Waiting />;
  // Of an event's copies only those that are told apart have a sentence of their own.
  const chosen = story.sentences.some(({ sel }) => sel === params.sel) ? params.sel : selected;
  return (
    <div className="flex flex-col">
      {error ? <Stale story={story} error={error} /> : null}
      <StoryAnswers answers={story.answers} />
      <StorySteps story={story} selected={chosen} onSelect={params.select} onShow={() => params.setView('timeline')} />
      <Untold story={story} onTable={() => params.setView('table')} />
      <FlowIds flow={flow} />
    </div>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="flex flex-col gap-3 p-3.5">
      <span className="sr-only">Reading the story</span>
      {['w-1/2', 'w-2/3', 'w-3/5', 'w-3/4', 'w-2/5'].map((width) => (
        <div key={width} className={`skeleton h-4 ${width}`} />
      ))}
    </div>
  );
}

function Stale({ story, error }: { story: Story; error: Error }) {
  return (
    <Notice tone="broken">
      The story could not be read again: {problemOf(error).detail} What you see is from <ClockTime at={story.asOf} />.
    </Notice>
  );
}

function NotTold({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { detail, ref } = problemOf(error);
  return (
    <div role="alert" className="flex flex-col items-start gap-2 px-3.5 py-6">
      <p className="flex items-center gap-2 font-semibold text-broken">
        <StateShape tone="broken" /> The story could not be read: {detail}
      </p>
      {ref ? (
        <p className="text-s text-ink-2">
          Reference for the log: <span className="mono">{ref}</span>
        </p>
      ) : null}
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
