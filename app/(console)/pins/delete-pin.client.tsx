'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { readJson } from '#app/_api/read-json.ts';
import { Button } from '#app/_ui/button.tsx';
import { pinsKey } from './queries.ts';

/** The button that was pressed is gone; the next key must not be the one that deletes. */
function focus(button: HTMLButtonElement | null): void {
  button?.focus();
}

type State = { kind: 'idle' | 'asking' | 'deleting' } | { kind: 'failed'; detail: string };

/** Deletes a snapshot for good, once it was asked whether that is meant. */
export function DeletePin({ id, onDeleted }: { id: string; onDeleted?: () => void }) {
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const remove = async () => {
    setState({ kind: 'deleting' });
    try {
      await readJson(`/api/pins/${id}`, { method: 'DELETE' });
      await queries.invalidateQueries({ queryKey: pinsKey });
      onDeleted?.();
    } catch (failure) {
      setState({ kind: 'failed', detail: problemOf(failure).detail });
    }
  };
  if (state.kind === 'idle' || state.kind === 'failed')
    return (
      <span className="flex items-center gap-2">
        <span role="alert" className="text-s text-broken">
          {state.kind === 'failed' ? state.detail : null}
        </span>
        <Button look="quiet" onClick={() => setState({ kind: 'asking' })}>
          Delete
        </Button>
      </span>
    );
  return (
    <span className="flex items-center gap-2">
      <span className="text-s text-ink-2">Delete for good?</span>
      <Button onClick={() => void remove()} disabled={state.kind === 'deleting'}>
        Yes, delete
      </Button>
      <Button ref={focus} look="quiet" onClick={() => setState({ kind: 'idle' })} disabled={state.kind === 'deleting'}>
        Keep
      </Button>
    </span>
  );
}
