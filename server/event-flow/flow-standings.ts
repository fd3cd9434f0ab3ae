import { type Process, progressTypes } from '#server/processes/index.ts';
import type { Standing } from './fold.ts';

/** What an event of a type says of a flow, over all processes: it is under way, done or failed. */
export function standingsOf(processes: readonly Process[]): Map<string, Standing> {
  return new Map(
    processes.flatMap((process) => [
      ...[...progressTypes(process)].map((event): [string, Standing] => [event, 'under_way']),
      ...process.ends.map(({ event, status }): [string, Standing] => [event, status]),
    ]),
  );
}
