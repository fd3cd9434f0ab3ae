import type { Evidence, LogEvent } from './evidence.ts';

/** The first of each event, in the order of the log: what is published twice counts where it first stands. */
export function firstOfEach(log: readonly LogEvent[]): LogEvent[] {
  const seen = new Set<string>();
  return log.filter(({ eventId }) => {
    if (seen.has(eventId)) return false;
    seen.add(eventId);
    return true;
  });
}

/** Several aggregates share their key there, the figures of an order and of its delivery, or its notices: they are in no order. */
const withoutOrder = new Set(['analytics-events', 'notification-events']);

/** Every event that a service wrote stands in its topic, under its key, in the order of its transactions; no other does. */
export function judgeLog({ log, outbox }: Evidence): string[] {
  const told = Map.groupBy(firstOfEach(log), ({ topic, key }) => `${topic} ${key}`);
  const written = Map.groupBy(outbox, ({ topic, key }) => `${topic} ${key}`);
  const faults = copiesThatDiffer(log);
  for (const place of new Set([...told.keys(), ...written.keys()])) {
    const [topic = '', key = ''] = place.split(' ');
    const inLog = (told.get(place) ?? []).map(({ eventId }) => eventId);
    const inOutbox = (written.get(place) ?? []).map(({ eventId }) => eventId);
    faults.push(...compare(topic, key, inLog, inOutbox));
  }
  const waiting = outbox.filter(({ published }) => !published);
  return [...faults, ...waiting.map(({ service, key }) => `Order ${key}: an event of ${service} was never published.`)];
}

function compare(topic: string, key: string, inLog: string[], inOutbox: string[]): string[] {
  const missing = inOutbox.filter((id) => !inLog.includes(id));
  const unknown = inLog.filter((id) => !inOutbox.includes(id));
  if (missing.length > 0) return [`Order ${key}: ${topic} lacks ${missing.length} events that were written.`];
  if (unknown.length > 0) return [`Order ${key}: ${topic} has ${unknown.length} events that no service wrote.`];
  if (new Set(inOutbox).size < inOutbox.length) return [`Order ${key}: an event for ${topic} was written twice.`];
  const isSame = withoutOrder.has(topic) || inLog.every((id, index) => id === inOutbox[index]);
  return isSame ? [] : [`Order ${key}: ${topic} tells its events in another order than they were written.`];
}

/** An event that stands in the log twice must be the same event. */
function copiesThatDiffer(log: readonly LogEvent[]): string[] {
  const face = ({ topic, key, type, data }: LogEvent) => JSON.stringify([topic, key, type, data]);
  const faces = new Map<string, string>();
  return log.flatMap((event) => {
    const first = faces.get(event.eventId);
    if (first === undefined) faces.set(event.eventId, face(event));
    const differs = first !== undefined && first !== face(event);
    return differs ? [`Order ${event.key}: two different events have the id ${event.eventId}.`] : [];
  });
}
