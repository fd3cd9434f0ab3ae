'use client';

import { useId } from 'react';
import { zoneName } from '#app/_ui/format-time.ts';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import { momentOfInput } from '../../../flows/local-moment.ts';
import { Step } from './step.tsx';
import { type TargetDraft, type TargetKind, targetKinds } from './target-draft.ts';

const words: Record<TargetKind, string> = {
  earliest: 'To the oldest record that is kept',
  latest: 'To the end: only what comes from now on is read',
  timestamp: 'To the first record since',
  offset: 'To offset',
  shift: 'On, or back with a minus, by',
};

type TargetStepProps = { target: TargetDraft; onAim: (target: TargetDraft) => void };

/** Where the group is to go on. Nothing is chosen beforehand. */
export function TargetStep({ target, onAim }: TargetStepProps) {
  const name = useId();
  return (
    <Step number={2} title="Where to">
      <fieldset className="flex flex-col max-sm:gap-2">
        <legend className="sr-only">Where to</legend>
        {targetKinds.map((kind) => (
          <div key={kind} className="flex min-h-row flex-wrap items-center gap-x-2 gap-y-1">
            <label className="flex min-h-row items-center gap-2">
              <input
                type="radio"
                name={name}
                checked={target.kind === kind}
                onChange={() => onAim({ ...target, kind })}
                className="size-4 accent-accent"
              />
              {words[kind]}
            </label>
            <Detail kind={kind} target={target} onAim={onAim} />
          </div>
        ))}
      </fieldset>
    </Step>
  );
}

const field = 'num h-[30px] rounded-m border border-line-strong bg-panel px-2 max-sm:h-11 pointer-coarse:h-11';

/** Writing there chooses that kind. */
function Detail({ kind, target, onAim }: TargetStepProps & { kind: TargetKind }) {
  const [zone] = useTimeZone();
  if (kind === 'timestamp') {
    return (
      <>
        <input
          type="datetime-local"
          step="1"
          aria-label="The moment"
          onChange={(event) => onAim({ ...target, kind, moment: momentOfInput(event.target.value, zone) })}
          className={field}
        />
        <span className="text-s text-ink-3">{zoneName(zone, Date.now())}</span>
      </>
    );
  }
  if (kind !== 'offset' && kind !== 'shift') return null;
  return (
    <>
      <input
        inputMode="numeric"
        autoComplete="off"
        maxLength={30}
        aria-label={kind === 'offset' ? 'The offset' : 'How many offsets on, or back with a minus'}
        value={target[kind]}
        placeholder={kind === 'offset' ? '0' : '-100'}
        onChange={(event) => onAim({ ...target, kind, [kind]: event.target.value })}
        className={`${field} w-32`}
      />
      {kind === 'shift' ? <span>offsets</span> : null}
    </>
  );
}
