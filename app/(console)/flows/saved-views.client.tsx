'use client';

import { Dialog } from '@base-ui/react/dialog';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { CopyId } from '#app/_ui/copy-id.client.tsx';
import { longestName, nameOf, type SavedView } from './saved-views.ts';
import { type FlowFilters, flowsPath, hasFilters } from './search-params.ts';
import { type SavedViews, useSavedViews } from './use-saved-views.client.ts';

type SavedViewsButtonProps = {
  filters: FlowFilters;
  /** The name that the address gives these filters; null where it gives none. */
  name: string | null;
};

/** Filters under a name, kept in this browser; each is a link that others can open and keep. */
export function SavedViewsButton({ filters, name }: SavedViewsButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger
        render={
          <Button className="max-w-[260px]">
            <span className="truncate">{name ? `View: ${name}` : 'Saved views'}</span>
          </Button>
        }
      />
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-paper/70" />
        <Dialog.Popup className="fixed top-[10vh] left-1/2 z-50 flex max-h-[76vh] w-[min(560px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-l border border-line-strong bg-panel max-sm:top-3">
          <Dialog.Title className="border-b border-line px-4 py-3 font-semibold">Saved views</Dialog.Title>
          <SavedViewsBody filters={filters} name={name} onDone={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function SavedViewsBody({ filters, name, onDone }: SavedViewsButtonProps & { onDone: () => void }) {
  const saved = useSavedViews();
  const search = flowsPath('', filters);
  const kept = saved.views.find((view) => view.search === search);
  return (
    <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 py-3">
      {saved.views.length === 0 ? (
        <p className="text-ink-2">None yet. Choose filters, give them a name, and they are kept in this browser.</p>
      ) : (
        <ViewList saved={saved} shown={kept ?? null} onDone={onDone} />
      )}
      {hasFilters(filters) && !kept ? (
        <SaveForm
          name={name ?? ''}
          onSave={(given) => {
            saved.save({ name: given, search });
            onDone();
          }}
        />
      ) : null}
      <Dialog.Close render={<Button className="self-end">Close</Button>} />
    </div>
  );
}

type ViewListProps = { saved: SavedViews; shown: SavedView | null; onDone: () => void };

function ViewList({ saved, shown, onDone }: ViewListProps) {
  return (
    <ul className="border-y border-line">
      {saved.views.map((view) => (
        <li key={view.name} className="flex min-h-row items-center gap-2 not-first:border-t not-first:border-line">
          <Link
            href={linkOf(view)}
            prefetch={false}
            aria-current={view === shown ? 'page' : undefined}
            onClick={onDone}
            className="min-w-0 flex-1 truncate py-1 font-semibold hover:text-accent aria-[current]:text-accent"
          >
            {view.name}
          </Link>
          <CopyId id={absolute(linkOf(view))} what={`link of ${view.name},`} className="text-s text-ink-2">
            <span className="font-sans">Copy link</span>
          </CopyId>
          <Button look="quiet" aria-label={`Forget ${view.name}`} onClick={() => saved.forget(view.name)}>
            Forget
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** The link carries its name, so that whoever opens it can keep it under that. */
function linkOf({ name, search }: SavedView): string {
  return `/flows${search}&view=${encodeURIComponent(name)}`;
}

function absolute(path: string): string {
  return new URL(path, window.location.href).href;
}

function SaveForm({ name, onSave }: { name: string; onSave: (name: string) => void }) {
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const given = nameOf(String(new FormData(event.currentTarget).get('name') ?? ''));
        if (given !== '') onSave(given);
      }}
    >
      <input
        name="name"
        aria-label="Name of the view"
        placeholder="Name for these filters"
        defaultValue={name}
        maxLength={longestName}
        required={true}
        autoComplete="off"
        className="h-[30px] min-w-0 flex-1 rounded-m border border-line-strong bg-panel px-2.5 max-sm:h-11 pointer-coarse:h-11"
      />
      <Button type="submit" look="main">
        Save these filters
      </Button>
    </form>
  );
}
