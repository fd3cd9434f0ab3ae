'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import type { PastReset, ResetState } from '#schemas/api/group-reset.ts';
import { SaidFields } from './said-fields.client.tsx';
import type { Reset } from './use-reset.client.ts';

type LastResetProps = { reset: Reset; last: ResetState['last'] };

const outcomes: Record<PastReset['outcome'], string> = {
  begun: 'begun, its end is not known',
  done: 'done',
  partly: 'done in part',
  failed: 'not done',
  undone: 'undone since',
};

/** What was done to the group last, and the way back while there is one. */
export function LastReset({ reset, last }: LastResetProps) {
  const [isAsked, setAsked] = useState(false);
  if (!last) return null;
  const { resetId, at, name, actor, reason, outcome, partitions, undo } = last;
  return (
    <section aria-label="Last reset" className="flex flex-col gap-1.5 border-t border-line px-4 py-3">
      <p className="[overflow-wrap:anywhere]">
        <b>Last reset</b> <RelativeTime at={at} past /> by {name ?? actor}: {formatNoun(partitions, 'partition')},{' '}
        {outcomes[outcome]}. <span className="text-ink-2">{reason}</span>
      </p>
      {undo.isPossible && !isAsked ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button onClick={() => setAsked(true)}>Undo it…</Button>
          <span className="text-s text-ink-2">{undo.detail}</span>
        </div>
      ) : null}
      {undo.isPossible || outcome === 'undone' ? null : (
        <p className="text-s [overflow-wrap:anywhere] text-ink-2">It cannot be undone now. {undo.detail}</p>
      )}
      {isAsked ? (
        <SaidFields
          action="Take it back"
          doing="Taking it back…"
          operator={reset.state.data?.operator ?? ''}
          isPending={reset.undo.isPending}
          error={reset.undo.error}
          refused={undo.isPossible ? null : undo.detail}
          onSay={(said) => reset.undo.mutate({ resetId, ...said })}
        />
      ) : null}
    </section>
  );
}
