import type { CompatibilityPolicy } from '../compatibility/difference.ts';
import { isKeywords, type Keywords } from '../compatibility/json-schema.ts';
import type { CompatibilityLevel } from '../compatibility/judge-version.ts';
import { compatibilityLevels } from '../compatibility/judge-version.ts';
import { listEvents } from '../dictionary.ts';
import { consumersOf, producersOf } from '../services.ts';
import topicsFile from '../topics.json' with { type: 'json' };

export type TopicFacts = {
  name: string;
  domain: string;
  partitions: number;
  /** -1 when time ends nothing. */
  retentionMs: number;
  cleanup: string;
  key: string;
  description: string;
  level: CompatibilityLevel;
  policy: CompatibilityPolicy;
};

export type EventFacts = {
  type: string;
  topic: TopicFacts;
  /** Oldest first. */
  versions: { version: number; schema: Keywords }[];
  newest: Keywords;
  producers: string[];
  consumers: string[];
};

export const topics: readonly TopicFacts[] = topicsFile.topics.map(({ compatibility: { level, policy }, ...topic }) => {
  const known = compatibilityLevels.find((name) => name === level);
  if (!known || (policy !== 'STRICT' && policy !== 'LENIENT')) throw new TypeError(`${topic.name}: ${level} ${policy}`);
  return { ...topic, level: known, policy };
});

/** Every event type with all that the dictionary knows of it, in the order of the catalog. */
export function listEventFacts(): EventFacts[] {
  return [...Map.groupBy(listEvents(), ({ type }) => type)].map(([type, entries]) => {
    const versions = entries.flatMap(({ version, schema }) => (isKeywords(schema) ? [{ version, schema }] : []));
    const topic = topics.find(({ name }) => name === entries[0]?.topic);
    const newest = versions.at(-1)?.schema;
    if (!topic || !newest) throw new TypeError(`${type} has no topic or no schema`);
    return { type, topic, versions, newest, producers: producersOf(type), consumers: consumersOf(type) };
  });
}

/** A whole event around the example of a version, the same on every run. */
export function exampleEvent({ type, producers, versions }: EventFacts, version: number): object {
  const examples = versions.find((known) => known.version === version)?.schema.examples;
  return {
    event_id: '0198e0f2-6c1a-7d3e-9b55-2f6a1c08e4d7',
    event_type: type,
    event_version: version,
    event_time: '2026-11-24T12:04:10.112Z',
    source_service: producers[0] ?? 'unknown',
    correlation_id: '7K3M-9QXD',
    data: Array.isArray(examples) ? examples[0] : {},
  };
}
