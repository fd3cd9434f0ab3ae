'use client';

import { useEffect, useRef, useState } from 'react';

/**
 * Keeps what is typed or pasted between the shortcut and the moment the field that it opens has the focus: who pastes an
 * id right after Ctrl K must find it there. `await` begins, `take` ends and gives what came.
 */
export function useEarlyKeys(): { await: () => void; take: () => string } {
  const early = useRef<string | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (early.current === null || event.ctrlKey || event.metaKey || event.key.length !== 1) return;
      keep(event, event.key);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (early.current !== null) keep(event, event.clipboardData?.getData('text/plain').trim() ?? '');
    };
    const keep = (event: Event, text: string) => {
      early.current = `${early.current ?? ''}${text}`;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('paste', onPaste, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('paste', onPaste, true);
    };
  }, []);
  return useState(() => ({
    await: () => {
      early.current ??= '';
    },
    take: () => {
      const text = early.current ?? '';
      early.current = null;
      return text;
    },
  }))[0];
}
