'use client';

import Link from 'next/link';
import { businessLabel } from '#app/_ui/business-label.ts';
import { flowHref } from '#app/_ui/flow-href.ts';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import type { ResetPreview, ResetState, TouchedFlows } from '#schemas/api/group-reset.ts';
import { groupHref } from '../../group-href.ts';
import { MovesTable } from './moves-table.tsx';
import { writePreview, writeTouched } from './preview-words.ts';
import { ReasonStep } from './reason-step.client.tsx';
import { Step } from './step.tsx';
import type { Reset } from './use-reset.client.ts';

type PreviewStepsProps = { reset: Reset; preview: ResetPreview; state: ResetState };

/** What would move, whom that concerns and what may go wrong; then who asks for it, and why. */
export function PreviewSteps({ reset, preview, state }: PreviewStepsProps) {
  const { moves, asOf, flows, warnings, problems } = preview;
  return (
    <>
      <Step
        number={3}
        title="What it does"
        aside={
          <>
            asked of Kafka <RelativeTime at={asOf} past />
          </>
        }
      >
        <p role="status">{writePreview(preview)}</p>
        {moves.length > 0 ? (
          <MovesTable
            label="Moves"
            moves={moves.map(({ skipped, readAgain, ...move }) => ({ ...move, cells: cellsOf(skipped, readAgain) }))}
          />
        ) : null}
        {problems.map(({ what, detail }) => (
          <p key={`${what} ${detail}`} className="text-s [overflow-wrap:anywhere] text-late">
            {what} is left out: {detail}.
          </p>
        ))}
      </Step>
      <Step number={4} title="Which flows" aside="by the records that are indexed">
        <Touched label="Skipped" flows={flows.skipped} />
        <Touched label="Read again" flows={flows.readAgain} />
        {flows.skipped.records + flows.readAgain.records === 0 ? (
          <p className="text-ink-2">None that is known.</p>
        ) : null}
      </Step>
      <Step number={5} title="Who else reads there">
        <SharedWith preview={preview} />
      </Step>
      {warnings.length > 0 ? (
        <Step number={6} title="What may go wrong">
          {warnings.map((warning) => (
            <p key={warning} className="text-late">
              {warning}
            </p>
          ))}
        </Step>
      ) : null}
      <ReasonStep reset={reset} preview={preview} state={state} number={warnings.length > 0 ? 7 : 6} />
    </>
  );
}

function cellsOf(skipped: string | null, readAgain: string | null) {
  if (skipped === null || readAgain === null) return [{ label: 'skipped', value: 'not known' }];
  return [
    skipped === '0'
      ? { label: 'again', value: formatCount(readAgain) }
      : { label: 'skipped', value: formatCount(skipped) },
  ];
}

function Touched({ label, flows }: { label: string; flows: TouchedFlows }) {
  if (flows.records === 0) return null;
  const { items } = flows;
  const words = `${label}: ${writeTouched(flows)}`;
  if (items.length === 0) return <p>{words}</p>;
  return (
    <details>
      <summary className="w-fit pointer-coarse:py-2">{words}</summary>
      <ul aria-label={`Flows ${label.toLowerCase()}`} className="mt-1">
        {items.map((flow) => (
          <FlowRow key={flow.correlationId} flow={flow} />
        ))}
      </ul>
      {flows.flows > items.length ? (
        <p className="text-s text-ink-3">and {formatNoun(flows.flows - items.length, 'more flow')}</p>
      ) : null}
    </details>
  );
}

function FlowRow({ flow: { correlationId, business, status, lastEventAt } }: { flow: TouchedFlows['items'][number] }) {
  return (
    <li className="flex min-h-row flex-wrap items-center gap-x-3">
      <Link
        href={flowHref(correlationId)}
        prefetch={false}
        className="min-w-0 text-accent [overflow-wrap:anywhere] hover:underline"
      >
        {businessLabel(business) ?? correlationId}
      </Link>
      <StatusPill status={status} />
      <span className="text-s text-ink-3">
        last event <RelativeTime at={lastEventAt} past />
      </span>
    </li>
  );
}

function SharedWith({ preview: { sharedWith, sharedAsOf } }: { preview: ResetPreview }) {
  if (sharedAsOf === null) return <p className="text-ink-2">Not known: no round of samples was taken yet.</p>;
  if (sharedWith.length === 0)
    return <p className="text-ink-2">No other group: these records are read by this one alone.</p>;
  return (
    <p className="[overflow-wrap:anywhere]">
      {sharedWith.map(({ group, members }, index) => (
        <span key={group}>
          {index > 0 ? ', ' : ''}
          <Link href={groupHref(group)} prefetch={false} className="text-accent underline">
            {group}
          </Link>
          {members === 0 ? ' (no member)' : ''}
        </span>
      ))}
      . Their offsets stay as they are; seen <RelativeTime at={sharedAsOf} past />.
    </p>
  );
}
