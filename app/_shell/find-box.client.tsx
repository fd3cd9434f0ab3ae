'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Kbd } from '#app/_ui/kbd.tsx';

/** The dialog's code comes with its first opening. */
const SearchDialog = dynamic(() => import('./search-dialog.client.tsx').then((module) => module.SearchDialog), {
  ssr: false,
});

/** The box that finds anything by any id; Ctrl K or ⌘K opens it from everywhere. */
export function FindBox() {
  const [open, setOpen] = useState<boolean | null>(null);
  const key = useSyncExternalStore(neverChanges, shortcut, () => 'Ctrl K');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        className="flex h-[30px] min-w-0 flex-[0_1_470px] items-center gap-2 rounded-l border border-line-strong bg-paper px-2.5 text-left text-ink-3 hover:border-ink-3 max-md:order-3 max-md:h-11 max-md:flex-[1_0_100%]"
      >
        <span className="truncate">Find an order, event, customer, trace…</span>
        <span className="ml-auto shrink-0 max-md:hidden">
          <Kbd>{key}</Kbd>
        </span>
      </button>
      {open === null ? null : <SearchDialog open={open} onOpenChange={setOpen} />}
    </>
  );
}

function neverChanges(): () => void {
  return () => undefined;
}

function shortcut(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K';
}
