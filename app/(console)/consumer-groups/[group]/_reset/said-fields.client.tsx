'use client';

import { useState } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { useOwnName } from './use-own-name.client.ts';
import type { Said } from './use-reset.client.ts';

type SaidFieldsProps = {
  /** What the button says, and while it is being done. */
  action: string;
  doing: string;
  operator: string;
  isPending: boolean;
  error: Error | null;
  /** Why it cannot be done now; null when it can. */
  refused: string | null;
  onSay: (said: Said) => void;
};

const field = 'h-[30px] min-w-0 rounded-m border border-line-strong bg-panel px-2.5 max-sm:h-11 pointer-coarse:h-11';

/** Who asks, and why: nothing is done without. */
export function SaidFields({ action, doing, operator, isPending, error, refused, onSay }: SaidFieldsProps) {
  const [name, setName] = useOwnName();
  const [reason, setReason] = useState('');
  const isSaid = name.trim() !== '' && reason.trim().length >= 3;
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSaid && refused === null && !isPending) onSay({ name: name.trim(), reason: reason.trim() });
      }}
    >
      <div className="flex flex-wrap gap-2">
        <input
          aria-label="Your name"
          placeholder="Your name"
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
          className={`${field} w-44 max-sm:w-full`}
        />
        <input
          aria-label="Reason"
          placeholder="INC-2093 read the payments of Friday again"
          value={reason}
          maxLength={1_000}
          onChange={(event) => setReason(event.target.value)}
          className={`${field} flex-1 basis-60`}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="main" disabled={!isSaid || refused !== null || isPending}>
          {isPending ? doing : action}
        </Button>
        <span className="text-s text-ink-3">Noted in the audit, with the operator {operator}.</span>
      </div>
      {refused === null ? null : <p className="text-s text-late">{refused}</p>}
      {error ? (
        <p role="alert" className="text-s [overflow-wrap:anywhere] text-broken">
          {problemOf(error).detail}
        </p>
      ) : null}
    </form>
  );
}
