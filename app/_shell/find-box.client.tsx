'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Kbd } from '#app/_ui/kbd.tsx';
import { useEarlyKeys } from './use-early-keys.client.ts';

/** The dialog's code comes with its first opening. */
const SearchDialog = dynamic(() => import('./search-dialog.client.tsx').then((module) => module.SearchDialog), {
  ssr: false,
});

/** The box that finds anything by any id; Ctrl K or ⌘K opens it from everywhere. */
export function FindBox() {
  const [open, setOpen] = useState<boolean | null>(null);
  const early = useEarlyKeys();
  const key = useSyncExternalStore(neverChanges, shortcut, () => 'Ctrl K');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      early.await();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [early]);
  const onOpenChange = (next: boolean) => {
    if (!next) early.take();
    setOpen(next);
  };
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        aria-label="Find an order, event, customer, trace…"
        className="flex h-[30px] min-w-0 flex-[0_1_470px] items-center gap-2 rounded-l border border-line-strong bg-paper px-2.5 text-left text-ink-3 hover:border-ink-3 max-md:h-11 max-md:w-11 max-md:flex-none max-md:justify-center max-md:px-0"
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className="md:hidden">
          <path
            d="M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2Zm3.6 8.6L14 14"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
          />
        </svg>
        <span className="truncate max-md:hidden">Find an order, event, customer, trace…</span>
        <span className="ml-auto shrink-0 max-md:hidden">
          <Kbd>{key}</Kbd>
        </span>
      </button>
      {open === null ? null : <SearchDialog open={open} onOpenChange={onOpenChange} takeEarly={early.take} />}
    </>
  );
}

function neverChanges(): () => void {
  return () => undefined;
}

function shortcut(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K';
}
