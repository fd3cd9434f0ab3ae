import type { EventType, NibbleEvent } from './event.ts';
import type { Work } from './work.ts';

/** What a service does on an event. Runs once an event, in the transaction that marks the event as handled. */
export interface EventHandler<Type extends EventType = EventType> {
  (event: NibbleEvent<Type>, work: Work): Promise<void>;
  /** `kept`: later events of the same key and topic wait behind one that is being retried. Without it they go on. */
  order?: 'kept';
}

export type EventHandlers = { [Type in EventType]?: EventHandler<Type> };

/** What a service does when a timer of this kind is due, in the transaction that removes the timer. */
export type TimerHandlers = Record<string, (aggregateId: string, work: Work) => Promise<void>>;

/** Declares that these handlers must see the events of a key in their order, also when one of them has to be retried. */
export function inOrder(handlers: EventHandlers): EventHandlers {
  for (const handler of Object.values(handlers)) handler.order = 'kept';
  return handlers;
}

/** The handler of the event's own type, so the event it is called with is the one it was written for. */
export function handlerOf(handlers: EventHandlers, type: EventType): EventHandler | undefined {
  return handlers[type] as EventHandler | undefined;
}
