'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { businessLabel } from '#app/_ui/business-label.ts';
import { ButtonLink } from '#app/_ui/button.tsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import type { ComparedFlow, FlowComparison, GoodOneKind } from '#schemas/api/flow-compare.ts';
import { titleOfFlow } from '../../_model/title-of-flow.ts';
import { compareHref } from '../compare-href.ts';
import { CompareWithAnother } from '../compare-with-another.client.tsx';
import { goodOneReading } from './queries.ts';

type CompareHeadProps = { a: string; b: string; comparison: FlowComparison };

/** Which two, where they part in words, and with which others this one can be compared. */
export function CompareHead({ a, b, comparison }: CompareHeadProps) {
  const mine = titleOfFlow(comparison.a.business, a);
  const other = titleOfFlow(comparison.b.business, b);
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="text-xl font-[620] tracking-[-0.018em] [overflow-wrap:anywhere]">
          {mine.text} beside {other.text}
        </h1>
        <ButtonLink href={flowHref(a)} className="ml-auto max-sm:ml-0">
          Back to the flow
        </ButtonLink>
      </div>
      <p className="max-w-[78ch] text-l leading-normal">{comparison.story}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
        <Side name="This flow" flow={comparison.a} />
        <Side name="The other" flow={comparison.b} />
      </dl>
      <WhyThisOne a={a} b={b} />
      <CompareWithAnother correlationId={a} />
    </header>
  );
}

function Side({ name, flow }: { name: string; flow: ComparedFlow }) {
  const { correlationId, business, status, branch, startedAt, durationMs, shown } = flow;
  return (
    <>
      <dt className="pt-0.5 text-ink-3">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <Link
          href={flowHref(correlationId)}
          className="font-semibold [overflow-wrap:anywhere] hover:text-accent hover:underline max-sm:py-2"
        >
          {businessLabel(business) ?? correlationId}
        </Link>
        <StatusPill status={status} />
        <span className="text-ink-2">
          {branch === null ? '' : `${branch} · `}
          {shown.events} events in {formatDuration(durationMs)}, from <ClockTime at={startedAt} />
        </span>
      </dd>
    </>
  );
}

const kinds: Record<GoodOneKind, string> = {
  same_branch: 'Compare with one that ended the same way',
  done: 'Compare with one that came to its good end',
};

/** How the other one was found, where it is a good one; and the way to the other kind of good one. */
function WhyThisOne({ a, b }: { a: string; b: string }) {
  const sameBranch = useQuery(goodOneReading(a, 'same_branch'));
  const done = useQuery(goodOneReading(a, 'done'));
  const found = [
    { like: 'same_branch' as const, one: sameBranch.data },
    { like: 'done' as const, one: done.data },
  ];
  const here = found.find(({ one }) => one?.correlationId === b);
  const others = found.filter(({ one }) => one && one.correlationId !== b && one.why !== here?.one?.why);
  return (
    <div className="flex min-h-5 flex-wrap items-center gap-x-3 gap-y-1 text-s text-ink-2">
      {here?.one ? <span>{here.one.why}</span> : null}
      {others.map(({ like, one }) =>
        one?.correlationId ? (
          <Link
            key={like}
            href={compareHref(a, one.correlationId)}
            data-tip={one.why}
            className="rounded-s text-accent hover:underline pointer-coarse:py-3"
          >
            {kinds[like]}
          </Link>
        ) : (
          <span key={like} className="text-ink-3">
            {one?.why}
          </span>
        ),
      )}
    </div>
  );
}
