import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { eventSchema, listEvents, validateEvent } from '#schemas/dictionary.ts';
import topicsFile from '#schemas/topics.json' with { type: 'json' };
import { StackProblem } from '../plan/stack-problem.ts';

export type MadeEvent = { topic: string; key: string; event: Record<string, unknown> };
export type EventWish = { type: string; version: number | null; key: string | null; set: readonly string[] };

const withExamples = z.looseObject({ examples: z.array(z.record(z.string(), z.unknown())).min(1) });
const source = 'nibble';

/**
 * An event of this type with a made-up payload: the example of its schema, an order of its own, and what `set` says
 * (`field=value`). Throws StackProblem when it would not fit its schema.
 */
export function makeEvent({ type, version, key, set }: EventWish, now: Date): MadeEvent {
  const entries = listEvents().filter((entry) => entry.type === type);
  const entry = version === null ? entries.at(-1) : entries.find((one) => one.version === version);
  if (!entry)
    throw unknown(
      type,
      version,
      entries.map((one) => one.version),
    );
  const data = { ...exampleOf(type, entry.version), ...Object.fromEntries(set.map(readSetting)) };
  const event = {
    event_id: uuidv7(),
    event_type: type,
    event_version: entry.version,
    event_time: now.toISOString(),
    source_service: source,
    correlation_id: uuidv7(),
    data,
  };
  const { state, errors } = validateEvent(event);
  if (state !== 'valid') {
    throw new StackProblem(`It would not fit its schema: ${errors.join('; ')}.`, `another --set, see schemas/events`);
  }
  return { topic: entry.topic, key: key ?? keyOf(entry.topic, data), event };
}

function exampleOf(type: string, version: number): Record<string, unknown> {
  const example = withExamples.parse(eventSchema(type, version)).examples[0] ?? {};
  // Not the example's order: nobody's real order is meant.
  return 'order_id' in example ? { ...example, order_id: `made-up-${randomUUID().slice(0, 8)}` } : example;
}

/** The field that the topic names as its key, as far as the event has it. */
function keyOf(topic: string, data: Record<string, unknown>): string {
  const words = topicsFile.topics.find(({ name }) => name === topic)?.key.match(/\w+_id/g) ?? [];
  const value = words.map((word) => data[word]).find((one) => typeof one === 'string');
  if (typeof value === 'string') return value;
  throw new StackProblem(`The key of ${topic} (${words.join(', ')}) is not in the event.`, '--key KEY');
}

function readSetting(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new StackProblem(`--set ${text} has no "=".`, '--set total_cents=1200');
  return [text.slice(0, at), jsonOrText(text.slice(at + 1))];
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function unknown(type: string, version: number | null, versions: number[]): StackProblem {
  if (versions.length > 0)
    return new StackProblem(`${type} has no version ${version}.`, `--version ${versions.join(' or ')}`);
  const types = [...new Set(listEvents().map((entry) => entry.type))].join(' ');
  return new StackProblem(`There is no event type "${type}".`, `one of: ${types}`);
}
