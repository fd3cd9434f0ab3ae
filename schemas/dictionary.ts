import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import envelopeSchema from './envelope.json' with { type: 'json' };
import { eventFiles } from './event-files.ts';
import topicsFile from './topics.json' with { type: 'json' };

export type EventEntry = { type: string; version: number; domain: string; topic: string; schema: object };
export type EventValidity = { state: 'valid' | 'invalid' | 'no_schema'; errors: string[] };

const mostErrors = 10;
const topicOf = new Map(topicsFile.topics.map((topic) => [topic.domain, topic.name]));
const entries: EventEntry[] = eventFiles.map((file) => ({ ...file, topic: topicOf.get(file.domain) ?? '' }));
const byName = new Map(entries.map((entry) => [nameOf(entry.type, entry.version), entry]));

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats(ajv);
// Compiled when first needed; there are never more than there are files.
const compiled = new Map<string, ValidateFunction>();

/** Every event type and version that there is a schema for, with the topic it belongs to. */
export function listEvents(): readonly EventEntry[] {
  return entries;
}

/** The JSON Schema of an event's `data`, or null when this type or version is not ours. */
export function eventSchema(type: string, version: number): object | null {
  return byName.get(nameOf(type, version))?.schema ?? null;
}

/**
 * Holds a parsed event (the whole envelope) against the envelope's schema and the schema of its type and version.
 * `no_schema` when it names no type and version of ours. Errors read `/data/total_cents must be integer`, ten at most.
 */
export function validateEvent(event: unknown): EventValidity {
  const entry = entryOf(event);
  if (!entry) return { state: 'no_schema', errors: [] };
  const envelope = validator('envelope', envelopeSchema);
  const data = validator(nameOf(entry.type, entry.version), entry.schema);
  const wrong = [...errorsOf(envelope, event, ''), ...errorsOf(data, field(event, 'data'), '/data')];
  return wrong.length === 0 ? { state: 'valid', errors: [] } : { state: 'invalid', errors: wrong.slice(0, mostErrors) };
}

function entryOf(event: unknown): EventEntry | undefined {
  const type = field(event, 'event_type');
  const version = field(event, 'event_version');
  return typeof type === 'string' && typeof version === 'number' ? byName.get(nameOf(type, version)) : undefined;
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

function validator(name: string, schema: object): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const validate = ajv.compile(schema);
  compiled.set(name, validate);
  return validate;
}

function errorsOf(validate: ValidateFunction, value: unknown, at: string): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${at}${error.instancePath} ${error.message ?? error.keyword}`.trim());
}

function nameOf(type: string, version: number): string {
  return `${type} v${version}`;
}

function addFormats(target: Ajv2020): void {
  // The package is CommonJS: Node hands out the function itself, a bundler may wrap it once more.
  const add = typeof addFormatsModule === 'function' ? addFormatsModule : Reflect.get(addFormatsModule, 'default');
  add(target);
}
