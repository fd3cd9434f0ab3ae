import { validateEvent } from '#schemas/dictionary.ts';
import { upcastData } from '#schemas/upcast-event.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import type { EventType, NibbleEvent } from './event.ts';
import { type Failure, refusal } from './retries/failure.ts';

export type ReadEvent =
  | { state: 'event'; event: NibbleEvent }
  /** Nobody here handles this type, so its content is not looked at. */
  | { state: 'ignored' }
  | { state: 'refused'; failure: Failure };

/** Parses and validates one record at the door of a consumer that handles the types in `handled`. */
export function readEvent(record: KafkaRecord, handled: ReadonlySet<string>): ReadEvent {
  const named = headerText(record, 'event_type');
  if (named !== undefined && !handled.has(named)) return { state: 'ignored' };
  const parsed = parseValue(record.value);
  if (parsed === undefined) return refused('deserialize', 'the value is not JSON');
  const type = textField(parsed, 'event_type');
  if (type === undefined) return refused('deserialize', 'the value is not an event: it has no event_type');
  if (!handled.has(type)) return { state: 'ignored' };
  return readAs(type, parsed);
}

function readAs(type: string, parsed: unknown): ReadEvent {
  const version = String(fieldOf(parsed, 'event_version'));
  const seen = { id: `${type}.v${version}`, version };
  const { state, errors } = validateEvent(parsed);
  if (state === 'no_schema') return refused('schema', `version ${version} of ${type} is not known here`, seen);
  if (!isEvent(parsed, state)) return refused('schema', errors.join('; '), seen);
  return { state: 'event', event: newest(parsed) };
}

/** The last value of a header as text: of a header written twice the last counts. */
export function headerText(record: KafkaRecord, name: string): string | undefined {
  return record.headers.findLast(([header]) => header === name)?.[1]?.toString('utf8');
}

function refused(...why: Parameters<typeof refusal>): ReadEvent {
  return { state: 'refused', failure: refusal(...why) };
}

function parseValue(value: Buffer | null): unknown {
  try {
    return value === null ? undefined : JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
}

function textField(parsed: unknown, name: string): string | undefined {
  const text = fieldOf(parsed, name);
  return typeof text === 'string' ? text : undefined;
}

function fieldOf(parsed: unknown, name: string): unknown {
  return typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, name) : undefined;
}

/** The event with its data as the newest version has it; `event_version` still tells which one was sent. */
function newest(event: NibbleEvent): NibbleEvent {
  return { ...event, data: upcastData(event.event_type, event.event_version, event.data) as NibbleEvent['data'] };
}

/** Valid against the envelope's schema and that of its type and version: that is what the TypeScript type says. */
function isEvent(_parsed: unknown, state: 'valid' | 'invalid'): _parsed is NibbleEvent<EventType> {
  return state === 'valid';
}
