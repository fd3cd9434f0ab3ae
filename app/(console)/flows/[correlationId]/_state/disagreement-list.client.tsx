'use client';

import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { StateShape } from '#app/_ui/state-shape.tsx';
import type { Disagreement, StateEvent } from '#schemas/api/flow-state.ts';

type DisagreementListProps = { disagreements: readonly Disagreement[]; onGo: (record: string) => void };

/** What contradicts each other at this moment, and what did or will at others. */
export function DisagreementList({ disagreements, onGo }: DisagreementListProps) {
  if (disagreements.length === 0) return null;
  const now = disagreements.filter(({ holds }) => holds);
  const others = disagreements.filter(({ holds }) => !holds);
  return (
    <section aria-label="Disagreement" className="border-b border-line">
      {now.map((one) => (
        <Holding key={keyOf(one)} disagreement={one} onGo={onGo} />
      ))}
      {others.length > 0 ? (
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3.5 py-2 text-s text-ink-2">
          <span className="text-ink-3">At other moments</span>
          {others.map((one) => (
            <button
              key={keyOf(one)}
              type="button"
              onClick={() => onGo(one.since.record)}
              className="rounded-s text-left hover:text-accent hover:underline pointer-coarse:py-3"
            >
              {one.detail} ({one.lastedMs === null ? 'not settled' : `for ${formatDuration(one.lastedMs)}`})
            </button>
          ))}
        </div>
      ) : null}
    </section>
  );
}

/** A moment of disagreement is ordinary between services that talk by events; one that is never settled is not. */
function Holding({ disagreement, onGo }: { disagreement: Disagreement; onGo: (record: string) => void }) {
  const { detail, why, since, until, lastedMs } = disagreement;
  const tone = until ? 'quiet' : 'late';
  return (
    <div
      role="status"
      className={`flex items-start gap-2 px-3.5 py-2 [&>svg]:mt-[5px] ${until ? 'bg-sunk text-ink-2' : 'bg-late-soft text-late'}`}
    >
      <StateShape tone={tone} />
      <p className="min-w-0 [overflow-wrap:anywhere]">
        <b>{detail}</b> since <EventLink event={since} onGo={onGo} />
        {until ? (
          <>
            , settled {formatDuration(lastedMs ?? 0)} later by <EventLink event={until} onGo={onGo} />.
          </>
        ) : (
          `; nothing has settled it. ${why ?? ''}`
        )}
      </p>
    </div>
  );
}

function EventLink({ event, onGo }: { event: StateEvent; onGo: (record: string) => void }) {
  return (
    <>
      <button type="button" onClick={() => onGo(event.record)} className="rounded-s underline">
        {event.type ?? event.record}
      </button>{' '}
      at <ClockTime at={event.time} />
    </>
  );
}

function keyOf({ detail, since }: Disagreement): string {
  return `${since.record} ${detail}`;
}
