'use client';

import { useSyncExternalStore } from 'react';
import { storedText } from '#app/_ui/stored-text.ts';

const kept = storedText('nibble.own-name');

/** The name under which somebody acts, kept in this browser so that it is not asked each time. */
export function useOwnName(): [string, (name: string) => void] {
  const name = useSyncExternalStore(kept.subscribe, kept.get, () => null);
  return [name ?? '', kept.set];
}
