import { newestVersion } from '#schemas/event-catalog.ts';
import type { NibbleEvent } from '../event.ts';
import type { Faults } from './faults.ts';

/** `bad-version`: what a release that was deployed before its schema would tell. */
export function asReleased<Event extends NibbleEvent>(faults: Faults | undefined, event: Event, key: string): Event {
  if (!faults?.strikes('bad-version', key)) return event;
  return { ...event, event_version: newestVersion[event.event_type] + 1 };
}
