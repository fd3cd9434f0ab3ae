'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useId, useState } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { readJson } from '#app/_api/read-json.ts';
import { Button } from '#app/_ui/button.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import { pinHref, pinsKey, pinsReading } from '#app/(console)/pins/queries.ts';
import type { Flow } from '#schemas/api/flow.ts';
import type { PinSummary } from '#schemas/api/pin.ts';

type State =
  | { kind: 'idle' }
  | { kind: 'pinning' }
  | { kind: 'pinned'; pin: PinSummary }
  | { kind: 'failed'; detail: string };

/** Keeps the flow as it stands now, for longer than Kafka and the index keep its records. */
export function PinFlow({ flow }: { flow: Flow }) {
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const pin = async () => {
    setState({ kind: 'pinning' });
    try {
      const path = `/api/flows/${encodeURIComponent(flow.correlationId)}/pin`;
      const taken = await readJson<PinSummary>(path, { method: 'POST', body: JSON.stringify({ note }) });
      setState({ kind: 'pinned', pin: taken });
      setNote('');
      await queries.invalidateQueries({ queryKey: pinsKey });
    } catch (failure) {
      setState({ kind: 'failed', detail: problemOf(failure).detail });
    }
  };
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-semibold">Snapshot</h3>
      <p className="text-s text-ink-2">
        Kept as it stands now, read-only, with payloads, until somebody deletes it: also after its records have expired.
      </p>
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void pin();
        }}
      >
        <NoteField value={note} onChange={setNote} />
        <Button type="submit" disabled={state.kind === 'pinning'}>
          {state.kind === 'pinning' ? 'Pinning…' : 'Pin a snapshot'}
        </Button>
      </form>
      <Outcome state={state} />
      <Earlier correlationId={flow.correlationId} />
    </section>
  );
}

function NoteField({ value, onChange }: { value: string; onChange: (note: string) => void }) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="text-s text-ink-2">
        Note
      </label>
      <input
        id={id}
        maxLength={500}
        value={value}
        placeholder="why it is kept, perhaps a ticket’s number"
        onChange={(event) => onChange(event.target.value)}
        className="h-[30px] min-w-0 flex-1 rounded-m border border-line-strong bg-panel px-2.5 max-sm:h-11 pointer-coarse:h-11"
      />
    </>
  );
}

function Outcome({ state }: { state: State }) {
  return (
    <p role="status" className="flex items-center gap-2 text-s empty:hidden">
      {state.kind === 'failed' ? (
        <span className="flex items-center gap-2 text-broken">
          <StateShape tone="broken" /> {state.detail}
        </span>
      ) : null}
      {state.kind === 'pinned' ? (
        <>
          <span className="flex items-center gap-2 text-ok">
            <StateShape tone="ok" /> Pinned.
          </span>
          <Link href={pinHref(state.pin.id)} className="text-accent underline pointer-coarse:py-3">
            Open the snapshot
          </Link>
        </>
      ) : null}
    </p>
  );
}

/** The snapshots that there are of this flow. */
function Earlier({ correlationId }: { correlationId: string }) {
  const { data } = useQuery(pinsReading(correlationId));
  if (!data || data.items.length === 0) return null;
  return (
    <ul className="flex flex-col gap-0.5 text-s text-ink-2">
      {data.items.map(({ id, takenAt, note }) => (
        <li key={id} className="[overflow-wrap:anywhere]">
          <Link href={pinHref(id)} className="text-accent underline pointer-coarse:py-3">
            Snapshot taken <RelativeTime at={takenAt} past />
          </Link>
          {note ? `: ${note}` : ''}
        </li>
      ))}
    </ul>
  );
}
