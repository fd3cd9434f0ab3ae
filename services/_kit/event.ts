import { v7 as uuidv7 } from 'uuid';
import { eventSchema, validateEvent } from '#schemas/dictionary.ts';
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

/** What is to be told does not fit the dictionary: a mistake of the service that tells it. */
export class UnpublishableEvent extends NibbleError {
  constructor(detail: string) {
    super('internal', detail);
  }
}

/**
 * Makes an event in the newest version of its type, or in an older one: of the data, what that version's schema does not
 * name is left out. Throws `internal` (UnpublishableEvent) when the data does not fit its schema.
 */
export function makeEvent<Type extends EventType>(
  type: Type,
  given: Partial<EventData[Type]>,
  { source, correlationId, causationId, now }: EventOrigin,
  version = newestVersion[type],
): NibbleEvent<Type> {
  if (!mayPublish(source, type))
    throw new UnpublishableEvent(`${source} does not declare ${type} under "produces" in schemas/services.json.`);
  const event = {
    event_id: uuidv7(),
    event_type: type,
    event_version: version,
    event_time: now.toISOString(),
    source_service: source,
    correlation_id: correlationId,
    ...(causationId === undefined ? {} : { causation_id: causationId }),
    data: version === newestVersion[type] ? given : asVersion(type, given, version),
  };
  const { state, errors } = validateEvent(event);
  if (isValid<Type>(event, state)) return event;
  const why = state === 'no_schema' ? `it has no version ${version}` : errors.join('; ');
  throw new UnpublishableEvent(`A ${type} that does not fit its schema: ${why}`);
}

/** Only the fields that the schema of this version names. */
function asVersion(type: string, data: object, version: number): object {
  const schema: { properties?: object } = eventSchema(type, version) ?? {};
  const named = schema.properties ?? {};
  return Object.fromEntries(Object.entries(data).filter(([field]) => Object.hasOwn(named, field)));
}

/** Valid against the envelope's schema and that of its type and version; in an older one, readers lift its data. */
function isValid<Type extends EventType>(_event: object, state: string): _event is NibbleEvent<Type> {
  return state === 'valid';
}

/** The envelope as Kafka headers. */
export function eventHeaders(event: NibbleEvent): Record<string, string> {
  const { data: _data, ...envelope } = event;
  return Object.fromEntries(Object.entries(envelope).map(([name, value]) => [name, String(value)]));
}
