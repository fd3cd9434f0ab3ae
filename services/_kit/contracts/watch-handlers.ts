import type { NibbleEvent } from '../event.ts';
import { type EventHandlers, handlerOf } from '../handlers.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import type { Work } from '../work.ts';
import { watchReads } from './watch-reads.ts';

/** What a handler did with one event: the paths it read, and what it threw. */
export type Heard = { reads: string[]; error: Error | null };

/** The same service; `journal` is told of each event by its id when its handler is done with it. */
export function watchHandlers(definition: ServiceDefinition, journal: Map<string, Heard>): ServiceDefinition {
  const handlers: ServiceDefinition['handlers'] = (context) => {
    const own = definition.handlers(context);
    return sameTypes(own, (event, work) => handleWatched(own, event, work, journal));
  };
  return { ...definition, handlers };
}

async function handleWatched(own: EventHandlers, event: NibbleEvent, work: Work, journal: Map<string, Heard>) {
  const { watched, reads } = watchReads(event);
  try {
    await handlerOf(own, event.event_type)?.(watched, work);
    journal.set(event.event_id, { reads: reads(), error: null });
  } catch (cause) {
    const error = new Error(`the handler of ${event.event_type} failed: ${String(cause)}`, { cause });
    journal.set(event.event_id, { reads: reads(), error });
    throw cause;
  }
}

/** A handler for every type that `own` handles, declared as that one is: it hands each event to the one of its type. */
function sameTypes(own: EventHandlers, handler: (event: NibbleEvent, work: Work) => Promise<void>): EventHandlers {
  const declared = Object.entries(own).map(([type, { order }]) => [
    type,
    Object.assign((event: NibbleEvent, work: Work) => handler(event, work), order === undefined ? {} : { order }),
  ]);
  return Object.fromEntries(declared) as EventHandlers;
}
