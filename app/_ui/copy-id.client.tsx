'use client';

import clsx from 'clsx';
import { useState } from 'react';
import { visibleLine } from './visible-parts.ts';

type CopyIdProps = {
  id: string;
  /** What the id is, for the button's name. */
  what?: string;
  className?: string;
  /** How the id is shown, where that is not how it is copied. */
  children?: React.ReactNode;
};

/** An id in mono that copies itself when pressed and says so. A long one is cut in the middle, never at its end. */
export function CopyId({ id, what = 'id', className, children }: CopyIdProps) {
  const [said, setSaid] = useState<'copied' | 'not copied' | null>(null);
  const copy = async () => {
    setSaid(await copyText(id));
    setTimeout(() => setSaid(null), 1500);
  };
  return (
    <button
      type="button"
      onClick={copy}
      data-tip={children ? `Copy ${what} ${visibleLine(id)}` : `Copy ${what}`}
      aria-label={`Copy ${what} ${visibleLine(id)}`}
      className={clsx('mono inline-flex max-w-full items-center gap-1.5 text-left hover:text-accent', className)}
    >
      <span className={clsx('min-w-0', children ? 'break-words' : 'break-all')}>{children ?? id}</span>
      <span role="status" className={clsx('font-sans text-xs', said === 'not copied' ? 'text-broken' : 'text-ok')}>
        {said}
      </span>
    </button>
  );
}

/** The clipboard is absent on plain http other than localhost. */
async function copyText(text: string): Promise<'copied' | 'not copied'> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    return 'not copied';
  }
}
