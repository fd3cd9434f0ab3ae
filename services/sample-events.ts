import { randomUUID } from 'node:crypto';
import { type EventData, newestVersion } from '#schemas/event-catalog.ts';

/** An event that no service of the house told, as a broker takes it. */
export function sampleEvent<Type extends keyof EventData>(type: Type, key: string, data: EventData[Type]) {
  const envelope = {
    event_id: randomUUID(),
    event_type: type,
    event_version: newestVersion[type],
    event_time: new Date().toISOString(),
    source_service: 'test',
    correlation_id: `flow of ${key}`,
  };
  const headers = Object.fromEntries(Object.entries(envelope).map(([name, value]) => [name, String(value)]));
  return { key, value: JSON.stringify({ ...envelope, data }), headers };
}
