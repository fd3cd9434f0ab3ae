'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';

type CopyButtonProps = {
  text: string;
  /** What is copied, for those who do not see it. */
  what: string;
};

/** Copies text as it is and says whether it did; the clipboard is absent on plain http other than localhost. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [said, setSaid] = useState('Copy');
  const copy = async () => {
    const worked = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid(worked ? 'Copied' : 'Not copied');
    setTimeout(() => setSaid('Copy'), 1500);
  };
  return (
    // The status within names no button.
    <Button look="quiet" aria-label={`Copy ${what}`} onClick={() => void copy()}>
      <span role="status">{said}</span>
    </Button>
  );
}
