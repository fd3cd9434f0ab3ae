import { listEvents } from '#schemas/dictionary.ts';
import { newestVersion } from '#schemas/event-catalog.ts';
import type { EventType } from './event.ts';

const topics = new Map(listEvents().map((entry) => [entry.type, entry.topic]));

/** The topic an event type belongs to. */
export function topicOf(type: EventType): string {
  const topic = topics.get(type);
  if (topic === undefined) throw new TypeError(`no topic for ${type}`);
  return topic;
}

/** The topics of some event types, each once, with a prefix before each. */
export function topicsOf(types: string[], prefix: string): string[] {
  return [...new Set(types.filter(isEventType).map((type) => prefix + topicOf(type)))];
}

function isEventType(text: string): text is EventType {
  return Object.hasOwn(newestVersion, text);
}
