import { v7 as uuidv7 } from 'uuid';
import { validateEvent } from '#schemas/dictionary.ts';
import { NibbleError } from '#schemas/errors.ts';
import { type EventData, newestVersion } from '#schemas/event-catalog.ts';
import { mayPublish } from '#schemas/services.ts';

export type EventType = keyof EventData;

/** An event as it stands in a record's value; every field but `data` is also a header of the same name. */
export type NibbleEvent<Type extends EventType = EventType> = {
  event_id: string;
  event_type: Type;
  event_version: number;
  event_time: string;
  source_service: string;
  correlation_id: string;
  causation_id?: string;
  data: EventData[Type];
};

export type EventOrigin = {
  source: string;
  correlationId: string;
  /** The event or request being handled. */
  causationId?: string | undefined;
  now: Date;
};

/** Makes an event in the newest version of its type. Throws `internal` when the data does not fit its schema. */
export function makeEvent<Type extends EventType>(
  type: Type,
  data: EventData[Type],
  { source, correlationId, causationId, now }: EventOrigin,
): NibbleEvent<Type> {
  if (!mayPublish(source, type))
    throw new NibbleError('internal', `${source} does not declare ${type} under "produces" in schemas/services.json.`);
  const event: NibbleEvent<Type> = {
    event_id: uuidv7(),
    event_type: type,
    event_version: newestVersion[type],
    event_time: now.toISOString(),
    source_service: source,
    correlation_id: correlationId,
    ...(causationId === undefined ? {} : { causation_id: causationId }),
    data,
  };
  const { state, errors } = validateEvent(event);
  if (state !== 'valid')
    throw new NibbleError('internal', `A ${type} that does not fit its schema: ${errors.join('; ')}`);
  return event;
}

/** The envelope as Kafka headers. */
export function eventHeaders(event: NibbleEvent): Record<string, string> {
  const { data: _data, ...envelope } = event;
  return Object.fromEntries(Object.entries(envelope).map(([name, value]) => [name, String(value)]));
}
