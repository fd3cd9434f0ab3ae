'use client';

import { Dialog } from '@base-ui/react/dialog';
import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { ResetState } from '#schemas/api/group-reset.ts';
import { LastReset } from './last-reset.client.tsx';
import { OutcomePart } from './outcome-part.client.tsx';
import { PartitionsStep } from './partitions-step.client.tsx';
import { PreviewSteps } from './preview-steps.client.tsx';
import { TargetStep } from './target-step.client.tsx';
import { type Reset, useReset } from './use-reset.client.ts';

type ResetDialogProps = { group: string; onClose: () => void };

/** A reset explains itself before it is run, and the same panel shows what came of it. */
export function ResetDialog({ group, onClose }: ResetDialogProps) {
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-paper/70" />
        <Dialog.Popup className="fixed top-[5vh] left-1/2 z-50 flex max-h-[90vh] w-[min(780px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-l border border-line-strong bg-panel max-sm:top-3 max-sm:max-h-[calc(100dvh-24px)]">
          <div className="flex items-center gap-3 border-b border-line py-2 pr-2 pl-4">
            <Dialog.Title className="min-w-0 text-l font-semibold [overflow-wrap:anywhere]">
              Reset offsets of <VisibleText text={group} most={120} />
            </Dialog.Title>
            <Dialog.Close render={<Button look="quiet" className="ml-auto" />}>Close</Dialog.Close>
          </div>
          <ResetBody group={group} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function ResetBody({ group }: { group: string }) {
  const reset = useReset(group);
  const { data, error, refetch } = reset.state;
  if (!data) {
    return (
      <div className="flex flex-col items-start gap-2 px-4 py-5">
        {error ? (
          <>
            <p role="alert" className="font-semibold text-broken">
              {problemOf(error).detail}
            </p>
            <Button onClick={() => void refetch()}>Ask again</Button>
          </>
        ) : (
          <p role="status" className="text-ink-2">
            Asking Kafka where the group stands…
          </p>
        )}
      </div>
    );
  }
  const outcome = reset.run.data ?? reset.undo.data;
  return (
    <ScrollRegion label="The reset" className="min-h-0 overflow-y-auto">
      {outcome ? (
        <OutcomePart reset={reset} outcome={outcome} state={data} />
      ) : (
        <>
          <StandsNow state={data} />
          <LastReset reset={reset} last={data.last} />
          <Steps reset={reset} state={data} />
        </>
      )}
    </ScrollRegion>
  );
}

function Steps({ reset, state }: { reset: Reset; state: ResetState }) {
  const { missing, preview } = reset;
  return (
    <ol className="flex flex-col">
      <PartitionsStep partitions={state.partitions} chosen={reset.chosen} onChoose={reset.choose} />
      <TargetStep target={reset.target} onAim={reset.aim} />
      <li className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3">
        <Button disabled={missing !== null || preview.isPending} onClick={() => preview.mutate()}>
          {preview.isPending ? 'Looking…' : 'See what it would do'}
        </Button>
        <span role="status" className="text-s text-ink-2">
          {missing === null ? 'Nothing is changed by looking.' : `${missing}.`}
        </span>
        {preview.error ? (
          <span role="alert" className="basis-full text-s text-broken">
            {problemOf(preview.error).detail}
          </span>
        ) : null}
      </li>
      {preview.data ? <PreviewSteps reset={reset} preview={preview.data} state={state} /> : null}
    </ol>
  );
}

function StandsNow({ state: { members, refused, asOf, partitions, problems } }: { state: ResetState }) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <p className="text-ink-2">
        {members === 0 ? 'It has no member now' : `It has ${formatNoun(members, 'member')} now`} and{' '}
        {formatNoun(partitions.length, 'partition')}, as Kafka told it <RelativeTime at={asOf} past />. A reset moves
        what is committed: members that come afterwards go on from there.
      </p>
      {refused === null ? null : <Notice tone="late">It cannot be run now. {refused}</Notice>}
      {problems.map(({ what, detail }) => (
        <Notice key={`${what} ${detail}`} tone="late">
          {what}: {detail}
        </Notice>
      ))}
    </div>
  );
}
