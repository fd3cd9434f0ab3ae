'use client';

import clsx from 'clsx';
import { Button } from '#app/_ui/button.tsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import { StateShape, type Tone } from '#app/_ui/state-shape.tsx';
import { ShortId } from '#app/(console)/records/_record/short-id.tsx';
import type { StorySentence } from '#schemas/api/story.ts';
import { ToldText } from './told-text.client.tsx';

export const storyRow = 'grid grid-cols-[92px_14px_minmax(0,1fr)] gap-x-2.5 max-sm:grid-cols-[14px_minmax(0,1fr)]';

const shapes: Record<StorySentence['tone'], { tone: Tone; className: string }> = {
  plain: { tone: 'quiet', className: 'text-ink-3' },
  good: { tone: 'ok', className: 'text-ok' },
  late: { tone: 'late', className: 'text-late' },
  bad: { tone: 'broken', className: 'text-broken' },
};

const marks: Partial<Record<StorySentence['kind'], string>> = { told: 'notice', asked: 'wish', trouble: 'trouble' };

type ToldSentenceProps = {
  sentence: StorySentence;
  isSelected: boolean;
  onSelect: (sel: string | null) => void;
  onShow: () => void;
};

/** One sentence with its time. Pressed, it tells what it is made of. */
export function ToldSentence({ sentence, isSelected, onSelect, onShow }: ToldSentenceProps) {
  const { at, kind, text, tone, times, sel } = sentence;
  const mark = marks[kind];
  const { tone: shape, className } = shapes[tone];
  return (
    <li className={clsx(isSelected && 'bg-accent-soft')}>
      <button
        type="button"
        aria-expanded={isSelected}
        onClick={() => onSelect(isSelected ? null : sel)}
        className={clsx(
          storyRow,
          'min-h-row w-full items-baseline px-3.5 py-1.5 text-left outline-offset-[-2px]',
          !isSelected && 'hover:bg-sunk',
        )}
      >
        <span className="text-ink-3 tabular-nums max-sm:order-last max-sm:col-start-2 max-sm:text-s">
          <ClockTime at={at} />
        </span>
        <span className={className}>
          <StateShape tone={shape} />
        </span>
        <span className="[overflow-wrap:anywhere]">
          <ToldText text={text} />
          {mark ? <Pill className="ml-2 h-[18px]">{mark}</Pill> : null}
          {times > 1 ? <span className="text-s text-ink-3"> seen {times} times</span> : null}
        </span>
      </button>
      {isSelected ? <MadeOf sentence={sentence} onShow={onShow} /> : null}
    </li>
  );
}

/** The ids are here for whoever asks for them. */
function MadeOf({ sentence, onShow }: { sentence: StorySentence; onShow: () => void }) {
  const { type, service, eventId, sel } = sentence;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3.5 pb-2.5 text-s text-ink-2 sm:pl-[144px]">
      {type ? (
        <span>
          <span className="mono text-ink">{type}</span>
          {service ? ` by ${service}` : ''}
        </span>
      ) : null}
      <span className="min-w-0">
        {type ? 'Record ' : 'REST call '}
        <ShortId id={sel} what={type ? 'record' : 'id of the call'} />
      </span>
      {eventId ? (
        <span className="min-w-0">
          Event id <ShortId id={eventId} what="event id" />
        </span>
      ) : null}
      <Button look="quiet" className="-my-1" onClick={onShow}>
        Show in the timeline
      </Button>
    </div>
  );
}
