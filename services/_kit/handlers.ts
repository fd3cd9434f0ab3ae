import type { EventType, NibbleEvent } from './event.ts';
import type { Work } from './work.ts';

/** What a service does on an event. Runs once an event, in the transaction that marks the event as handled. */
export type EventHandlers = { [Type in EventType]?: (event: NibbleEvent<Type>, work: Work) => Promise<void> };

/** What a service does when a timer of this kind is due, in the transaction that removes the timer. */
export type TimerHandlers = Record<string, (aggregateId: string, work: Work) => Promise<void>>;

type AnyHandler = (event: NibbleEvent, work: Work) => Promise<void>;

/** The handler of the event's own type, so the event it is called with is the one it was written for. */
export function handlerOf(handlers: EventHandlers, type: EventType): AnyHandler | undefined {
  return handlers[type] as AnyHandler | undefined;
}
