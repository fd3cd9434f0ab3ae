'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { formatCount } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { Pill } from '#app/_ui/pill.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import type { CheckedProcess, CheckedStep } from '#schemas/api/process.ts';
import { strangersOf } from './write-check.ts';

const kinds: Record<CheckedStep['kind'], string | null> = { step: null, branch: 'branch', undoing: 'undoing' };
const columns = 'grid gap-x-4 gap-y-0.5 md:grid-cols-[1.2fr_1.3fr_5.5rem_1.1fr_1.2fr] md:items-baseline';

/** Every step of a process with its deadline, what is usual, and what really came. */
export function StepRows({ process: { title, steps } }: { process: CheckedProcess }) {
  return (
    <>
      <p aria-hidden="true" className={clsx(columns, 'h-row px-3.5 text-s text-ink-3 max-md:hidden')}>
        {['Step', 'Told by', 'Given', 'Usually takes', 'Seen'].map((head) => (
          <span key={head}>{head}</span>
        ))}
      </p>
      <ul aria-label={`Steps of ${title}`}>
        {steps.map((step) => (
          <StepRow key={step.id} step={step} />
        ))}
      </ul>
    </>
  );
}

function StepRow({ step }: { step: CheckedStep }) {
  const kind = kinds[step.kind];
  return (
    <li className={clsx(columns, 'min-h-row border-t border-line px-3.5 py-1.5 max-md:first:border-t-0')}>
      <span>
        {step.label}
        {kind ? <span className="ml-2 text-s text-ink-3">{kind}</span> : null}
      </span>
      <span className="min-w-0 text-ink-2">
        {step.event === null ? (
          <span className="text-ink-3">no event</span>
        ) : (
          <Link
            href={`/flows?type=${encodeURIComponent(step.event)}`}
            data-tip="The flows that have it"
            className="mono break-all hover:text-accent hover:underline"
          >
            {step.event}
          </Link>
        )}
        {step.service === null ? null : <span className="ml-2 text-s text-ink-3">{step.service}</span>}
      </span>
      <span className="num text-left">
        <span className="text-s text-ink-3 md:sr-only">Given </span>
        {step.withinMs === null ? 'no deadline' : formatDuration(step.withinMs)}
      </span>
      <span className="num text-left">
        <span className="text-s text-ink-3 md:sr-only">Usually </span>
        <Usual step={step} />
      </span>
      <Seen step={step} />
    </li>
  );
}

function Usual({ step: { usual } }: { step: CheckedStep }) {
  if (usual === null) return <span className="text-ink-3">not known</span>;
  return (
    <span data-tip={`Median and ninth tenth of ${formatCount(usual.count)} times in the last 7 days, to 5 %`}>
      {formatDuration(usual.medianMs)}
      <span className="text-ink-3"> · 90 % in {formatDuration(usual.p90Ms)}</span>
    </span>
  );
}

function Seen({ step }: { step: CheckedStep }) {
  const { event, kind, seen } = step;
  if (event === null) return <span className="text-ink-3">cannot be seen</span>;
  if (seen === null) {
    return kind === 'step' ? (
      <Pill tone="late" shape>
        never seen
      </Pill>
    ) : (
      <span className="text-ink-3">not seen</span>
    );
  }
  const strangers = strangersOf(step);
  return (
    <span className={clsx(strangers.length > 0 && 'text-late')}>
      <span className="num">{formatCount(seen.count)}</span>
      <span className="text-s text-ink-3">
        {' '}
        · last <RelativeTime at={seen.lastAt} past />
      </span>
      {strangers.length > 0 ? <span className="text-s"> · told by {strangers.join(', ')}</span> : null}
    </span>
  );
}
