'use client';

import { type RefObject, useEffect, useState } from 'react';

export type RowKeys = {
  /** The row that Tab reaches. */
  activeIndex: number;
  setActive: (id: string) => void;
  onKeyDown: (event: React.KeyboardEvent, index: number) => void;
};

type Options = { frame: RefObject<HTMLDivElement | null>; ids: string[]; preferredId: string | null };

const pageSize = 10;

/** Moves the focus by rows. The active row is known by its id, so rows that come in above do not move it. */
export function useRowKeys({ frame, ids, preferredId }: Options): RowKeys {
  const [activeId, setActive] = useState<string | null>(null);
  const activeIndex = Math.max(0, ids.indexOf(activeId ?? preferredId ?? ''));

  const focusRow = (index: number) => {
    const id = ids[Math.min(ids.length - 1, Math.max(0, index))];
    if (id === undefined) return;
    setActive(id);
    // The row may not stand in the document yet; it does once the state above is drawn.
    requestAnimationFrame(() => {
      const row = frame.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
      row?.focus({ preventScroll: true });
      // The first row brings what stands above the table into view with it.
      row?.scrollIntoView({ block: index <= 0 ? 'center' : 'nearest' });
    });
  };

  useEffect(() => {
    const enter = (event: KeyboardEvent) => {
      if (event.key !== 'j' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.activeElement !== document.body && document.activeElement?.tagName !== 'MAIN') return;
      frame.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus();
    };
    window.addEventListener('keydown', enter);
    return () => window.removeEventListener('keydown', enter);
  }, [frame]);

  return {
    activeIndex,
    setActive,
    onKeyDown: (event, index) => {
      const to = targetRow(event.key, index, ids.length);
      if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      focusRow(to);
    },
  };
}

/** The row a key leads to, or null for a key that is not ours. */
function targetRow(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return index + 1;
    case 'ArrowUp':
    case 'k':
      return index - 1;
    case 'PageDown':
      return index + pageSize;
    case 'PageUp':
      return index - pageSize;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
