'use client';

import { useSyncExternalStore } from 'react';
import type { TimeZoneChoice } from './format-time.ts';
import { storedChoice } from './stored-choice.ts';

const choice = storedChoice<TimeZoneChoice>('nibble.time-zone', ['local', 'utc'], 'local');

/** The chosen time zone and how to change it. While the server renders it is `utc`, which both sides agree on. */
export function useTimeZone(): [TimeZoneChoice, (zone: TimeZoneChoice) => void] {
  const zone = useSyncExternalStore(choice.subscribe, choice.get, () => 'utc' as const);
  return [zone, choice.set];
}
