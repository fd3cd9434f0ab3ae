'use client';

import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { formatCount } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { LaneDot } from '#app/_ui/lane.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import { useNow } from '#app/_ui/use-now.client.ts';
import { Fact, Facts, InspectorHead } from '#app/(console)/records/_record/facts.tsx';
import type { Flow, FlowStep } from '#schemas/api/flow.ts';
import { stepKey } from '../_model/step-key.ts';
import { stepWords } from '../_model/step-words.ts';

type StepDetailsProps = { step: FlowStep; process: NonNullable<Flow['process']>; onSelect: (key: string) => void };

/** One step of the process: whether it happened, by when it should, how we know, what it waits for. */
export function StepDetails({ step, process, onSelect }: StepDetailsProps) {
  const { tone, word, meaning } = stepWords[step.state];
  return (
    <>
      <InspectorHead
        title={step.label}
        mark={
          <Pill tone={tone} shape>
            {word}
          </Pill>
        }
        aside={step.at === null ? <Countdown step={step} /> : <ClockTime at={step.at} ms />}
      />
      <Facts>
        <Fact name="State">{step.why ?? meaning}</Fact>
        <Fact name="Told by">
          <span className="inline-flex items-center gap-1.5">
            <LaneDot service={step.service} /> {step.event}
          </span>{' '}
          <span className="text-ink-2">of {step.service}</span>
        </Fact>
        <Fact name="Due">
          <Due step={step} />
        </Fact>
        <Fact name="Usually">
          <Usual usual={step.usual} />
        </Fact>
        <Fact name="Follows">
          <Follows step={step} process={process} onSelect={onSelect} />
        </Fact>
        <Fact name="Event">
          {step.record === null ? (
            <span className="text-ink-2">none so far</span>
          ) : (
            <StepLink name={step.record} onPress={() => onSelect(step.record ?? '')} />
          )}
        </Fact>
        <Fact name="Process">
          {process.title} <span className="text-ink-3">version {process.version}</span>
        </Fact>
      </Facts>
    </>
  );
}

/** `in 40 s`, `late by 6 min 12 s`; nothing for what is settled or has no due time. */
function Countdown({ step }: { step: FlowStep }) {
  const dueAt = step.dueAt === null ? null : Date.parse(step.dueAt);
  const text = useNow((now) => (dueAt === null ? '' : sayLeft(dueAt - now)));
  return step.state === 'skipped' ? null : <span className={step.state === 'late' ? 'text-late' : ''}>{text}</span>;
}

function sayLeft(ms: number): string {
  const whole = Math.floor(Math.abs(ms) / 1000) * 1000;
  return ms >= 0 ? `in ${formatDuration(whole)}` : `${formatDuration(whole)} past due`;
}

const reasons = {
  deadline: 'the deadline that the process sets',
  usual: 'the time within which nine in ten happen',
} as const;

function Due({ step }: { step: FlowStep }) {
  if (step.dueAt === null) return <span className="text-ink-2">nothing says by when</span>;
  return (
    <>
      <ClockTime at={step.dueAt} />
      {step.dueBy ? <span className="block text-s text-ink-3">{reasons[step.dueBy]}</span> : null}
    </>
  );
}

function Usual({ usual }: Pick<FlowStep, 'usual'>) {
  if (usual === null) return <span className="text-ink-2">not known yet</span>;
  return (
    <>
      half within {formatDuration(usual.medianMs)}, nine in ten within {formatDuration(usual.p90Ms)}
      <span className="block text-s text-ink-3">of {formatCount(usual.count)} in the last 7 days</span>
    </>
  );
}

function Follows({ step, process, onSelect }: StepDetailsProps) {
  const before = process.steps.filter(({ id }) => step.after.includes(id));
  if (before.length === 0) return <span className="text-ink-2">nothing: the process begins here</span>;
  return (
    <ul className="flex flex-col gap-0.5">
      {before.map((other) => (
        <li key={other.id}>
          <StepLink name={other.label} onPress={() => onSelect(stepKey(other.id))} />{' '}
          <span className="text-s text-ink-3">{stepWords[other.state].word}</span>
        </li>
      ))}
    </ul>
  );
}

function StepLink({ name, onPress }: { name: string; onPress: () => void }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="rounded-s text-left break-all hover:text-accent hover:underline pointer-coarse:min-h-11"
    >
      {name}
    </button>
  );
}
