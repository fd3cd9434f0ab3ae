'use client';

import Link from 'next/link';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import { formatCount } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import { InspectorHead } from '#app/(console)/records/_record/facts.tsx';
import type { ComparedEvent, ComparedStep } from '#schemas/api/flow-compare.ts';
import { DifferenceMark } from './difference-mark.tsx';

type StepDetailsProps = { step: ComparedStep; isFirst: boolean; a: string; b: string };

/** One step in both flows: what differs, and the way to the event in each of them. */
export function StepDetails({ step, isFirst, a, b }: StepDetailsProps) {
  return (
    <aside aria-label="The selected step" className="min-w-0 border-line @max-[900px]:border-t @min-[900px]:border-l">
      <InspectorHead
        title={step.type ?? 'A record without a type'}
        aside={<DifferenceMark difference={step.difference} />}
      />
      {isFirst ? <p className="px-3.5 pt-3 font-semibold text-late">Here the flows part.</p> : null}
      {step.differences.length > 0 ? (
        <ul className="px-3.5 pt-3">
          {step.differences.map(({ kind, detail }) => (
            <li key={kind} className="first-letter:uppercase">
              {detail}
            </li>
          ))}
        </ul>
      ) : null}
      <Side name="In this flow" flow={a} event={step.a} />
      <Side name="In the other" flow={b} event={step.b} />
      <PayloadDifferences step={step} />
    </aside>
  );
}

function Side({ name, flow, event }: { name: string; flow: string; event: ComparedEvent | null }) {
  return (
    <section className="px-3.5 pt-3">
      <h3 className="text-s text-ink-3">{name}</h3>
      {event ? (
        <p className="[overflow-wrap:anywhere]">
          <ClockTime at={event.time} ms className="tabular-nums" /> · {formatDuration(event.tookMs)} after{' '}
          {event.cause ?? 'the flow began'} · {event.version === null ? 'no version' : `v${event.version}`}{' '}
          <Link
            href={`${flowHref(flow)}?sel=${encodeURIComponent(event.record)}`}
            className="text-accent underline pointer-coarse:inline-block pointer-coarse:py-3"
          >
            Show it there
          </Link>
        </p>
      ) : (
        <p className="text-ink-2">It has not come here.</p>
      )}
    </section>
  );
}

const longest = 200;

function PayloadDifferences({ step: { a, b, payload, ordinary } }: { step: ComparedStep }) {
  if (!a || !b) return null;
  return (
    <section aria-label="Payload" className="px-3.5 py-3">
      <h3 className="text-s text-ink-3">Payload</h3>
      {payload.length > 0 ? (
        <dl className="font-mono text-s leading-[1.6]">
          {payload.map(({ pointer, a: here, b: there }) => (
            <div key={pointer} className="mt-1.5 [overflow-wrap:anywhere]">
              <dt className="text-accent">{pointer === '' ? 'the whole' : pointer}</dt>
              <dd className="pl-3">
                <span className="font-sans text-ink-3">here </span>
                <VisibleText text={textOf(here)} most={longest} />
              </dd>
              <dd className="pl-3">
                <span className="font-sans text-ink-3">there </span>
                <VisibleText text={textOf(there)} most={longest} />
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="text-ink-2">Both say the same.</p>
      )}
      {ordinary > 0 ? (
        <p className="mt-2 text-s text-ink-3">
          Besides, {formatCount(ordinary)} {ordinary === 1 ? 'field differs' : 'fields differ'} as in any two flows:
          ids, times, measured durations.
        </p>
      ) : null}
    </section>
  );
}

function textOf(value: unknown): string {
  return value === null ? 'nothing' : JSON.stringify(value);
}
