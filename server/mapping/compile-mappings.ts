import { createHash } from 'node:crypto';
import type { TopicMapping } from '#schemas/api/mapping.ts';
import { type MappedField, mappedFields } from '#schemas/api/mapping-fields.ts';
import { matchesTopic } from '#schemas/api/matches-topic.ts';
import { parseSource, type Source } from './parse-source.ts';

export type NamedSource = { text: string; source: Source };

/** The mapping of one topic, ready to be read by. */
export type CompiledMapping = {
  /** Its place among the mappings. */
  index: number;
  fields: readonly { field: MappedField; sources: readonly NamedSource[] }[];
  businessKeys: readonly { kind: string; sources: readonly NamedSource[] }[];
  ignored: ReadonlySet<string>;
};

export type CompiledMappings = {
  /** The same for the same mappings, wherever they stand. */
  revision: string;
  /** The first mapping that fits the topic; null where none does. */
  forTopic(topic: string): CompiledMapping | null;
  /** The kinds of business keys that are named, the most important first. */
  kinds: readonly string[];
};

const mostTopics = 10_000;

export function compileMappings(mappings: readonly TopicMapping[]): CompiledMappings {
  const compiled = mappings.map((mapping, index) => ({ topics: mapping.topics, mapping: compile(mapping, index) }));
  const known = new Map<string, CompiledMapping | null>();
  return {
    revision: revisionOf(mappings),
    kinds: [...new Set(mappings.flatMap(({ businessKeys = {} }) => Object.keys(businessKeys)))],
    forTopic: (topic) => {
      if (compiled.length === 0) return null;
      const before = known.get(topic);
      if (before !== undefined) return before;
      if (known.size > mostTopics) known.clear();
      const found = compiled.find(({ topics }) => topics.some((pattern) => matchesTopic(pattern, topic)));
      known.set(topic, found?.mapping ?? null);
      return found?.mapping ?? null;
    },
  };
}

function compile(mapping: TopicMapping, index: number): CompiledMapping {
  const fields = mappedFields.map((field) => ({ field, sources: (mapping[field] ?? []).map(named) }));
  return {
    index,
    fields: fields.filter(({ sources }) => sources.length > 0),
    businessKeys: Object.entries(mapping.businessKeys ?? {}).map(([kind, sources]) => ({
      kind,
      sources: sources.map(named),
    })),
    ignored: new Set(mapping.ignoreKeys),
  };
}

function named(text: string): NamedSource {
  return { text, source: parseSource(text) };
}

function revisionOf(mappings: readonly TopicMapping[]): string {
  return createHash('sha256').update(JSON.stringify(mappings)).digest('hex').slice(0, 12);
}
