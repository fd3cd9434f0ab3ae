import type { TopicMapping } from '#schemas/api/mapping.ts';
import {
  kindProblem,
  type MappedField,
  mappedFields,
  sourceProblem,
  topicPatternProblem,
} from '#schemas/api/mapping-fields.ts';
import { matchesTopic } from '#schemas/api/matches-topic.ts';

/** A mapping as it is being written; `id` tells it from others while its place may change. */
export type DraftMapping = {
  id: string;
  /** Patterns, by spaces or commas. */
  topics: string;
  /** Of each field its sources, best first; always one, if an empty one. */
  fields: Record<MappedField, string[]>;
  businessKeys: DraftKey[];
  /** Kinds, by spaces or commas. */
  ignoreKeys: string;
};
export type DraftKey = { id: string; kind: string; sources: string[] };

let given = 0;

function newId(): string {
  given += 1;
  return String(given);
}

export function emptyDraft(topics = ''): DraftMapping {
  return draftOf({ topics: topics === '' ? [] : [topics] });
}

export function emptyKey(kind = '', source = ''): DraftKey {
  return { id: newId(), kind, sources: [source] };
}

export function draftOf(mapping: TopicMapping): DraftMapping {
  const of = (field: MappedField) => [...(mapping[field] ?? [''])];
  return {
    id: newId(),
    topics: mapping.topics.join(', '),
    fields: {
      correlation: of('correlation'),
      eventId: of('eventId'),
      type: of('type'),
      version: of('version'),
      time: of('time'),
      service: of('service'),
      causation: of('causation'),
    },
    businessKeys: Object.entries(mapping.businessKeys ?? {}).map(([kind, sources]) => ({
      id: newId(),
      kind,
      sources: [...sources],
    })),
    ignoreKeys: (mapping.ignoreKeys ?? []).join(', '),
  };
}

/** What is written down of the drafts: nothing that was left empty. */
export function mappingsOf(drafts: readonly DraftMapping[]): TopicMapping[] {
  return drafts.map(({ topics, fields, businessKeys, ignoreKeys }) => {
    const keys = businessKeys.filter(({ kind, sources }) => kind !== '' && filled(sources).length > 0);
    const ignored = wordsOf(ignoreKeys);
    const named = mappedFields.filter((field) => filled(fields[field]).length > 0);
    return {
      topics: wordsOf(topics),
      ...Object.fromEntries(named.map((field) => [field, filled(fields[field])])),
      ...(keys.length > 0 && { businessKeys: Object.fromEntries(keys.map((key) => [key.kind, filled(key.sources)])) }),
      ...(ignored.length > 0 && { ignoreKeys: ignored }),
    };
  });
}

/** The place of the draft that counts for a topic; null where none fits. */
export function placeFor(drafts: readonly DraftMapping[], topic: string): number | null {
  const place = drafts.findIndex(({ topics }) => wordsOf(topics).some((pattern) => matchesTopic(pattern, topic)));
  return place < 0 ? null : place;
}

/** Everything that keeps the drafts from being a mapping, in plain words with its place. */
export function draftProblems(drafts: readonly DraftMapping[]): string[] {
  return drafts.flatMap((draft, index) => {
    const problems = [
      topicsProblem(draft.topics),
      ignoredProblem(draft.ignoreKeys),
      ...keyProblems(draft.businessKeys),
    ];
    const ofFields = mappedFields.flatMap((field) => filled(draft.fields[field]).map(quotedProblem));
    return [...problems, ...ofFields].flatMap((problem) =>
      problem === null ? [] : `Mapping ${index + 1}: ${problem}`,
    );
  });
}

export function topicsProblem(text: string): string | null {
  const words = wordsOf(text);
  if (words.length === 0) return 'it names no topic';
  return firstProblem(words, topicPatternProblem);
}

export function ignoredProblem(text: string): string | null {
  return firstProblem(wordsOf(text), kindProblem);
}

/** Null for an empty one: that is left out. */
export function quotedProblem(source: string): string | null {
  return source.trim() === '' ? null : firstProblem([source.trim()], sourceProblem);
}

export function keyProblem({ id, kind, sources }: DraftKey, all: readonly DraftKey[]): string | null {
  if (kind === '' && filled(sources).length === 0) return null;
  if (kind === '') return 'a business key has no kind';
  if (filled(sources).length === 0) return `it is not said where ${kind} stands`;
  if (all.some((other) => other.id !== id && other.kind === kind)) return `the kind ${kind} is named twice`;
  return firstProblem([kind], kindProblem);
}

function keyProblems(keys: readonly DraftKey[]): (string | null)[] {
  return keys.flatMap((key) => [keyProblem(key, keys), ...filled(key.sources).map(quotedProblem)]);
}

function firstProblem(words: readonly string[], problemOf: (word: string) => string | null): string | null {
  for (const word of words) {
    const problem = problemOf(word);
    if (problem !== null) return `“${word}” ${problem}`;
  }
  return null;
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function filled(sources: readonly string[]): string[] {
  return sources.map((source) => source.trim()).filter((source) => source !== '');
}
