'use client';

import clsx from 'clsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { LaneDot } from '#app/_ui/lane.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { StateView } from '#schemas/api/flow-state.ts';
import { isTouched, type StateLine, stateLines } from './state-lines.ts';

type StateCardProps = {
  view: StateView;
  title: string;
  /** Pointers of facts that another service contradicts at this moment. */
  disputed: readonly string[];
};

/** What one service believes, field by field: what the event changed is marked, with what stood there before. */
export function StateCard({ view, title, disputed }: StateCardProps) {
  return (
    <section aria-label={title} className="min-w-0 border-line not-first:border-t">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3.5 pt-3">
        {view.service ? <LaneDot service={view.service} /> : null}
        <h3 className="font-semibold">{title}</h3>
        {view.status ? (
          <Pill tone={disputed.includes('/status') ? 'late' : 'quiet'} shape={disputed.includes('/status')}>
            {view.status.replaceAll('_', ' ')}
          </Pill>
        ) : null}
        <span className="text-s text-ink-3">
          <Obtained view={view} />
        </span>
      </header>
      {view.state === null ? (
        <p className="px-3.5 py-3 text-ink-2">{view.service ?? 'Nobody'} has told nothing of it yet.</p>
      ) : (
        <>
          <Changed view={view} />
          <Lines view={view} disputed={disputed} />
        </>
      )}
    </section>
  );
}

function Obtained({ view: { mode, service, told } }: { view: StateView }) {
  const how =
    mode === 'domain' ? `folded as ${service ?? 'its service'} publishes it` : 'merged from what the events say';
  if (!told) return how;
  return (
    <>
      {how}, last by <span className="mono">{told.type ?? told.record}</span> at <ClockTime at={told.time} />
    </>
  );
}

/** What this event changed, as JSON pointers; of the first event all is new. */
function Changed({ view: { changed, before } }: { view: StateView }) {
  if (changed.length === 0) return null;
  const isFirst = before.every(({ value }) => value === null) && changed.length > 3;
  return (
    <p className="px-3.5 pt-2 text-s text-ink-2">
      {isFirst ? 'Begins with ' : 'This event changed '}
      {changed.slice(0, mostNamed).map((pointer) => (
        <span key={pointer} className="mono mr-2 text-accent [overflow-wrap:anywhere]">
          {pointer}
        </span>
      ))}
      {changed.length > mostNamed ? `and ${changed.length - mostNamed} more` : null}
    </p>
  );
}

const mostNamed = 12;
const mostLines = 400;
const longest = 300;

function Lines({ view, disputed }: { view: StateView; disputed: readonly string[] }) {
  const lines = stateLines(view.state);
  const before = new Map(view.before.map(({ pointer, value }) => [pointer, value]));
  return (
    <ul className="py-2 font-mono text-s leading-[1.7]">
      {lines.slice(0, mostLines).map((line) => (
        <Line
          key={line.pointer}
          line={line}
          isChanged={isTouched(line, view.changed)}
          isDisputed={isTouched(line, disputed)}
          was={before.get(line.pointer)}
        />
      ))}
      {lines.length > mostLines ? (
        <li className="px-3.5 font-sans text-ink-3">
          {mostLines} of {lines.length} lines shown; the records have all
        </li>
      ) : null}
    </ul>
  );
}

const colours: Record<StateLine['kind'], string> = {
  text: 'text-ok',
  number: 'text-ink',
  word: 'text-late',
  parts: '',
};

type LineProps = { line: StateLine; isChanged: boolean; isDisputed: boolean; was: unknown };

function Line({ line, isChanged, isDisputed, was }: LineProps) {
  return (
    <li
      data-pointer={line.pointer}
      className={clsx(
        'flex gap-2 border-l-2 px-3 [overflow-wrap:anywhere]',
        isDisputed && 'border-late bg-late-soft',
        isChanged && !isDisputed && 'border-accent bg-accent-soft',
        !isChanged && !isDisputed && 'border-transparent',
      )}
    >
      <span className="min-w-0" style={{ paddingLeft: `${Math.min(line.depth, 12) * 14}px` }}>
        <span className="text-ink-2">
          <VisibleText text={line.name} most={longest} />
        </span>{' '}
        {line.value === null ? null : (
          <span className={colours[line.kind]}>
            <VisibleText text={line.value} most={longest} />
          </span>
        )}
        {isChanged ? <span className="sr-only">, changed by this event</span> : null}
        {isDisputed ? <span className="sr-only">, contradicted by another service</span> : null}
        {isChanged && was !== undefined && was !== null && typeof was !== 'object' ? (
          <span className="ml-2 text-ink-2">
            was <VisibleText text={String(was)} most={longest} />
          </span>
        ) : null}
      </span>
    </li>
  );
}
