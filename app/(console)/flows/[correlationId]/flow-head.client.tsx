'use client';

import Link from 'next/link';
import { ButtonLink } from '#app/_ui/button.tsx';
import { CopyId } from '#app/_ui/copy-id.client.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import type { Flow } from '#schemas/api/flow.ts';
import { shortenId, titleOfFlow } from './_model/title-of-flow.ts';
import { ShareButton } from './_share/share-button.client.tsx';
import { dateClocks } from './_story/date-clocks.ts';
import { ToldText } from './_story/told-text.client.tsx';
import { useReading } from './use-flow-params.client.ts';

type FlowHeadProps = {
  correlationId: string;
  flow: Flow | null;
  /** When the flow stood so, of a snapshot. */
  takenAt?: string;
};

/** What the flow is, how it stands, and its story in words, before any drawing. */
export function FlowHead({ correlationId, flow, takenAt }: FlowHeadProps) {
  const title = titleOfFlow(flow?.business ?? null, correlationId);
  // The reading for support tells the same at length, and ids only to whoever asks.
  const inBrief = useReading() !== 'support';
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h1 className="text-xl font-[620] tracking-[-0.018em]" data-tip={title.full ?? undefined}>
          {title.text}
        </h1>
        {flow ? <StatusPill status={flow.status} /> : null}
        <span className="ml-auto flex min-w-0 flex-wrap items-center gap-2 text-ink-3 max-sm:ml-0">
          {inBrief || !flow ? <CopyId id={correlationId} what="correlation id" /> : null}
          {flow && takenAt === undefined ? (
            <ButtonLink href={`${flowHref(correlationId)}/compare`} prefetch={false}>
              Compare with a good one
            </ButtonLink>
          ) : null}
          {flow ? <ShareButton flow={flow} takenAt={takenAt} /> : null}
        </span>
      </div>
      {flow && inBrief ? (
        <p className="max-w-[78ch] text-l leading-normal">
          <ToldText text={dateClocks(flow.story, flow.startedAt)} />
        </p>
      ) : null}
      {flow && inBrief && flow.refs.length > 0 ? <KnownAs refs={flow.refs} /> : null}
    </header>
  );
}

/** The other names the flow answers to, one a kind; each leads to all flows of that name. */
function KnownAs({ refs }: { refs: Flow['refs'] }) {
  const shown = refs.filter(({ kind }, index) => refs.findIndex((other) => other.kind === kind) === index);
  const rest = refs.length - shown.length;
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-s text-ink-2">
      <span className="text-ink-3">Known as</span>
      {shown.map(({ kind, value }) => (
        <Link
          key={`${kind} ${value}`}
          href={`/flows?q=${encodeURIComponent(value)}`}
          data-tip={`All flows of ${kind.replaceAll('_', ' ')} ${value}`}
          className="rounded-s hover:text-accent hover:underline max-sm:py-2"
        >
          {kind.replaceAll('_', ' ')} <span className="font-mono text-ink">{shortenId(value)}</span>
        </Link>
      ))}
      {rest > 0 ? <span className="text-ink-3">and {rest} more</span> : null}
    </p>
  );
}
