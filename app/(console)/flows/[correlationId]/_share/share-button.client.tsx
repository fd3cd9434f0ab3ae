'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { Flow } from '#schemas/api/flow.ts';

const ShareDialog = dynamic(async () => (await import('./share-dialog.client.tsx')).ShareDialog);

type ShareButtonProps = {
  flow: Flow;
  /** When the snapshot was taken that is shared; absent for the flow itself. */
  takenAt?: string | undefined;
};

/** A link, a ticket or a snapshot of the flow. What it opens is loaded when it is pressed. */
export function ShareButton({ flow, takenAt }: ShareButtonProps) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never');
  return (
    <>
      <Button onClick={() => setState('open')}>Share</Button>
      {state === 'never' ? null : (
        <ShareDialog
          flow={flow}
          takenAt={takenAt}
          open={state === 'open'}
          onOpenChange={(open) => setState(open ? 'open' : 'closed')}
        />
      )}
    </>
  );
}
