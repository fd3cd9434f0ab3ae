import { settings } from './settings.ts';

/** The consumer group by which the console itself reads everything. */
export function ownGroup(): string {
  return settings().NIBBLE_COLLECTOR_GROUP;
}
