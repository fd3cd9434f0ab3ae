'use client';

import { useLive } from '#app/_live/use-live.client.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { Flow } from '#schemas/api/flow.ts';
import { ReadFailure } from './queries.ts';
import { ReadingAge } from './reading-age.client.tsx';

type FlowNoticesProps = { flow: Flow | null; error: Error | null; onRetry: () => void };

/** What the reader must know about the picture itself: parts that are missing, or a reading that failed. */
export function FlowNotices({ flow, error, onRetry }: FlowNoticesProps) {
  const { trouble } = useLive();
  const asOf = flow ? <ReadingAge asOf={flow.asOf} /> : 'earlier';
  // Told below the page already, and read again by itself.
  const isTold = trouble !== null && error instanceof ReadFailure && error.status === 503;
  return (
    <>
      {error && !isTold ? (
        <Notice tone="broken">
          Could not read this flow again: {error.message} What you see is from {asOf}.
          {error instanceof ReadFailure && error.reference ? (
            <>
              {' '}
              Reference for the log: <span className="mono">{error.reference}</span>
            </>
          ) : null}{' '}
          <Button className="ml-2" onClick={onRetry}>
            Try again
          </Button>
        </Notice>
      ) : null}
      {flow?.problems.map((problem) => (
        <Notice key={`${problem.what} ${problem.detail}`} tone="late">
          <b>{problem.what}</b> is missing here: {problem.detail}
        </Notice>
      ))}
    </>
  );
}
