'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';

const ResetDialog = dynamic(async () => (await import('./reset-dialog.client.tsx')).ResetDialog);

/** Moving a group's offsets. What it opens is loaded when it is pressed, and begins anew each time. */
export function ResetButton({ group }: { group: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Reset offsets…</Button>
      {open ? <ResetDialog group={group} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
