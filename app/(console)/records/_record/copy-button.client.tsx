'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';

/** Copies text as it is and says whether it did; the clipboard is absent on plain http other than localhost. */
export function CopyButton({ text }: { text: string }) {
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
    <Button look="quiet" onClick={() => void copy()}>
      <span role="status">{said}</span>
    </Button>
  );
}
