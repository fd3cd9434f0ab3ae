'use client';

import { Button } from '#app/_ui/button.tsx';
import { Panel } from '#app/_ui/panel.tsx';

type ErrorPageProps = { error: Error & { digest?: string }; unstable_retry: () => void };

/** A page that failed, inside the frame, so that search and navigation still work. */
export default function ErrorPage({ error, unstable_retry: retry }: ErrorPageProps) {
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">This page failed</h1>
      <Panel
        face={{
          kind: 'failed',
          detail: 'Something went wrong while drawing it; nothing was changed.',
          reference: error.digest ?? null,
          action: <Button onClick={retry}>Try again</Button>,
        }}
      />
    </>
  );
}
