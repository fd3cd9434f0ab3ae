'use client';

import { Dialog } from '@base-ui/react/dialog';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/(console)/records/_record/copy-button.client.tsx';
import type { Flow } from '#schemas/api/flow.ts';
import { PinFlow } from './pin-flow.client.tsx';
import { Ticket } from './ticket.client.tsx';

type ShareDialogProps = {
  flow: Flow;
  takenAt: string | undefined;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Three ways to hand the flow on: a link to it as it is shown, its story for a ticket, a snapshot that stays. */
export function ShareDialog({ flow, takenAt, open, onOpenChange }: ShareDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-paper/70" />
        <Dialog.Popup className="fixed top-[8vh] left-1/2 z-50 flex max-h-[84vh] w-[min(680px,calc(100vw-24px))] -translate-x-1/2 flex-col gap-4 overflow-y-auto rounded-l border border-line-strong bg-panel p-4 max-sm:top-3">
          <div className="flex items-center">
            <Dialog.Title className="text-l font-semibold">Share</Dialog.Title>
            <Dialog.Close render={<Button look="quiet" className="ml-auto" />}>Close</Dialog.Close>
          </div>
          <LinkPart />
          <Ticket flow={flow} takenAt={takenAt} />
          {takenAt === undefined ? <PinFlow flow={flow} /> : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function LinkPart() {
  const link = window.location.href;
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-semibold">Link</h3>
      <div className="flex items-center gap-2">
        <input
          readOnly
          aria-label="Link to this view"
          value={link}
          onFocus={(event) => event.target.select()}
          className="mono h-[30px] min-w-0 flex-1 rounded-m border border-line-strong bg-sunk px-2.5 max-sm:h-11 pointer-coarse:h-11"
        />
        <CopyButton text={link} what="the link" />
      </div>
      <p className="text-s text-ink-3">It leads to what you see: the view, the stretch of time and what is selected.</p>
    </section>
  );
}
