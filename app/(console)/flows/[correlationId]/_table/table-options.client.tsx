'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FlowViewProps } from '../flow-view-props.ts';
import { rowsFound } from './rows-found.ts';
import { rowsToCsv } from './rows-to-csv.ts';

/** Takes the rows along: all of them, or those that were found. */
export function TableOptions({ model, matches }: Pick<FlowViewProps, 'model' | 'matches'>) {
  const [said, setSaid] = useState('Copy as CSV');
  const copy = async () => {
    const worked = await navigator.clipboard?.writeText(rowsToCsv(rowsFound(model, matches))).then(
      () => true,
      () => false,
    );
    setSaid(worked ? 'Copied' : 'Not copied');
    setTimeout(() => setSaid('Copy as CSV'), 1500);
  };
  return (
    // The status within names no button.
    <Button aria-label="Copy as CSV" onClick={() => void copy()}>
      <span role="status">{said}</span>
    </Button>
  );
}
