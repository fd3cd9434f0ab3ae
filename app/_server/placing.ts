import 'server-only';
import { sayFailure } from './say-failure.ts';
import { settings } from './settings.ts';

/** What placing the events of a flow needs to know of this console. */
export function placing(where: string) {
  // By its own consumer group the console reads everything, which says nothing of the platform.
  return { ownGroup: settings().NIBBLE_COLLECTOR_GROUP, sayFailure: sayFailure(where) };
}
