import { setTimeout as delay } from 'node:timers/promises';
import type { EventHandler, EventHandlers } from '../handlers.ts';
import type { Faults } from './faults.ts';

/** `slow` and `poison`: what handlers do that are slow or cannot cope, so that retries and dead letters are real. */
export function handleUnderFaults(handlers: EventHandlers, faults: Faults): EventHandlers {
  const entries = Object.entries(handlers).map(([type, handler]) => [type, spoil(anyHandler(handler), faults)]);
  return Object.fromEntries(entries);
}

function spoil(handler: EventHandler, faults: Faults): EventHandler {
  const spoiled: EventHandler = async (event, work) => {
    const slow = faults.find('slow');
    if (slow) await delay(slow.ms, undefined, { signal: slow.over }).catch(() => undefined);
    // By the flow: what is poison in one event of an order is poison in all of them.
    const key = event.correlation_id;
    if (faults.strikes('poison', key)) throw new Error(`the handler of ${event.event_type} cannot cope with ${key}`);
    await handler(event, work);
  };
  if (handler.order) spoiled.order = handler.order;
  return spoiled;
}

/** Each stays under the type it was written for, and is called with events of that type alone. */
function anyHandler(handler: unknown): EventHandler {
  return handler as EventHandler;
}
