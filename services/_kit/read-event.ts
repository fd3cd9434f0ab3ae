import { validateEvent } from '#schemas/dictionary.ts';
import { upcastData } from '#schemas/upcast-event.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import type { EventType, NibbleEvent } from './event.ts';

export type ReadEvent =
  | { state: 'event'; event: NibbleEvent }
  /** Nobody here handles this type, so its content is not looked at. */
  | { state: 'ignored' }
  | { state: 'refused'; stage: 'read' | 'schema'; error: string };

/** Parses and validates one record at the door of a consumer that handles the types in `handled`. */
export function readEvent(record: KafkaRecord, handled: ReadonlySet<string>): ReadEvent {
  const named = headerText(record, 'event_type');
  if (named !== undefined && !handled.has(named)) return { state: 'ignored' };
  const parsed = parseValue(record.value);
  if (parsed === undefined) return refused('read', 'the value is not JSON');
  const type = typeOf(parsed);
  if (type === undefined) return refused('read', 'the value is not an event: it has no event_type');
  if (!handled.has(type)) return { state: 'ignored' };
  const { state, errors } = validateEvent(parsed);
  if (state === 'no_schema') return refused('schema', `no schema of this version of ${type} is known here`);
  if (!isEvent(parsed, state)) return refused('schema', errors.join('; '));
  return { state: 'event', event: newest(parsed) };
}

/** The last value of a header as text: of a header written twice the last counts. */
export function headerText(record: KafkaRecord, name: string): string | undefined {
  return record.headers.findLast(([header]) => header === name)?.[1]?.toString('utf8');
}

function refused(stage: 'read' | 'schema', error: string): ReadEvent {
  return { state: 'refused', stage, error };
}

function parseValue(value: Buffer | null): unknown {
  try {
    return value === null ? undefined : JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
}

function typeOf(parsed: unknown): string | undefined {
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const type: unknown = Reflect.get(parsed, 'event_type');
  return typeof type === 'string' ? type : undefined;
}

/** The event with its data as the newest version has it; `event_version` still tells which one was sent. */
function newest(event: NibbleEvent): NibbleEvent {
  return { ...event, data: upcastData(event.event_type, event.event_version, event.data) as NibbleEvent['data'] };
}

/** Valid against the envelope's schema and that of its type and version: that is what the TypeScript type says. */
function isEvent(_parsed: unknown, state: 'valid' | 'invalid'): _parsed is NibbleEvent<EventType> {
  return state === 'valid';
}
