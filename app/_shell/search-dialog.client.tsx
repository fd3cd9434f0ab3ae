'use client';

import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useId, useState } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { CoverageLine } from '#app/_ui/coverage-line.client.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import { formatNoun } from '#app/_ui/format-count.ts';
import { Kbd } from '#app/_ui/kbd.tsx';
import { StateShape } from '#app/_ui/state-shape.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import { flowsPath, noFilters } from '#app/(console)/flows/search-params.ts';
import { readRecordName } from '#app/(console)/records/read-record-name.ts';
import { recordHref } from '#app/(console)/records/record-href.ts';
import type { FlowList } from '#schemas/api/flow.ts';
import { type Found, groupFound } from './group-found.ts';
import { searchFlows } from './search-flows.ts';
import { SearchHit } from './search-hit.client.tsx';

type SearchDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What was typed before the field had the focus. */
  takeEarly: () => string;
};

/** Finds flows by any id as it is typed: arrows choose, Enter opens. */
export function SearchDialog({ open, onOpenChange, takeEarly }: SearchDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-paper/70" />
        <Dialog.Popup className="fixed top-[10vh] left-1/2 z-50 flex max-h-[76vh] w-[min(640px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-l border border-line-strong bg-panel max-sm:top-3">
          <Dialog.Title className="sr-only">Search</Dialog.Title>
          <SearchBody onDone={() => onOpenChange(false)} takeEarly={takeEarly} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const nothing = { items: [], records: [] };

function hrefOf(found: Found): string {
  return found.what === 'flow' ? flowHref(found.flow.correlationId) : recordHref(found.record);
}

/** Of a record that is not found, its page says why; of anything else, the list says what was searched. */
function hrefOfNone(q: string): string {
  const record = readRecordName(q);
  return record ? recordHref(record) : flowsPath('/flows', { ...noFilters, q });
}

function SearchBody({ onDone, takeEarly }: { onDone: () => void; takeEarly: () => string }) {
  const router = useRouter();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const q = useDeferredValue(typed.trim());
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => searchFlows(q, signal),
    enabled: q !== '',
    staleTime: 2000,
  });
  const groups = groupFound(data ?? nothing);
  const hits = groups.flatMap((group) => group.items);
  const open = (path: string) => {
    onDone();
    router.push(path);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const hit = hits[chosen];
    if (event.key === 'ArrowDown') setChosen(Math.min(hits.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1));
    else if (event.key === 'Enter' && q !== '') open(hit ? hrefOf(hit) : hrefOfNone(q));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        type="text"
        role="combobox"
        aria-label="Search by any id"
        aria-expanded={hits.length > 0}
        aria-controls={listId}
        aria-activedescendant={hits[chosen] ? `${listId}-${chosen}` : undefined}
        placeholder="Any id: order, event, customer, trace…"
        maxLength={12_000}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onFocus={() => setTyped(`${typed}${takeEarly()}`)}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-l outline-none"
      />
      <div id={listId} role="listbox" aria-label="What was found" className="min-h-0 overflow-y-auto">
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of a listbox, which has no element of its own
          <div key={group.kind} role="group" aria-label={group.label}>
            <p className="px-4 pt-3 pb-1 text-s text-ink-3" aria-hidden="true">
              {group.label}
            </p>
            {group.items.map((found) => {
              const index = hits.indexOf(found);
              return (
                <SearchHit
                  key={hrefOf(found)}
                  id={`${listId}-${index}`}
                  found={found}
                  chosen={index === chosen}
                  onChoose={() => setChosen(index)}
                  onOpen={() => open(hrefOf(found))}
                />
              );
            })}
          </div>
        ))}
      </div>
      <SearchFooter q={q} list={data ?? null} failure={error} waiting={isFetching} onAll={open} />
    </>
  );
}

type SearchFooterProps = {
  q: string;
  list: FlowList | null;
  failure: unknown;
  waiting: boolean;
  onAll: (path: string) => void;
};

function SearchFooter({ q, list, failure, waiting, onAll }: SearchFooterProps) {
  const path = flowsPath('/flows', { ...noFilters, q });
  return (
    <div role="status" className="flex flex-col gap-1 px-4 py-3 not-first:border-t not-first:border-line">
      {q === '' ? (
        <p className="text-ink-2">
          Whole ids: of an order, a customer, an event, a payment, a driver, a trace, a flow; or topic/partition/offset.
        </p>
      ) : null}
      {failure ? (
        <p className="flex items-center gap-2 text-broken">
          <StateShape tone="broken" /> {problemOf(failure).detail}
        </p>
      ) : null}
      {q !== '' && list && list.items.length + list.records.length === 0 ? (
        <p className="font-semibold [overflow-wrap:anywhere]">
          Nothing is known by “<VisibleText text={q} most={200} />”
        </p>
      ) : null}
      {q !== '' && list ? <CoverageLine coverage={list.coverage} /> : null}
      {q !== '' && !list && waiting ? <p className="text-ink-3">Searching…</p> : null}
      <p className={clsx('flex flex-wrap items-center gap-x-3 gap-y-1 text-s text-ink-3', q === '' && 'max-sm:hidden')}>
        <span className="max-sm:hidden">
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose · <Kbd>Enter</Kbd> opens · <Kbd>Esc</Kbd> closes
        </span>
        {list && list.items.length > 0 && q !== '' ? (
          <button type="button" onClick={() => onAll(path)} className="ml-auto text-accent hover:underline">
            {list.total === null ? 'Show all' : `Show ${formatNoun(list.total, 'flow')}`} in the list
          </button>
        ) : null}
      </p>
    </div>
  );
}
