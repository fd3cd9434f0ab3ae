import { listServices } from '#schemas/services.ts';
import topicsFile from '#schemas/topics.json' with { type: 'json' };
import type { NewTopic } from '#server/platform/kafka/index.ts';
import { deadLetterTopic, retryTopics } from './retries/retry-topics.ts';
import { topicsOf } from './topic-of.ts';

export type PlannedTopic = Required<Pick<NewTopic, 'topic' | 'partitions' | 'config'>>;

/**
 * Every topic there has to be, each with the prefix before it: those of `schemas/topics.json`, and for each that a service
 * of `schemas/services.json` reads, its retry tiers and its dead letters, by the rules of the same file.
 */
export function planTopics(prefix: string): PlannedTopic[] {
  const { topics } = topicsFile;
  const own = topics.map(({ name, partitions, retentionMs, cleanup }) => ({
    topic: prefix + name,
    partitions,
    config: { 'cleanup.policy': cleanup, 'retention.ms': String(retentionMs) },
  }));
  const partitionsOf = new Map(own.map(({ topic, partitions }) => [topic, partitions]));
  const derived = listServices().flatMap(({ consumerGroup, consumes }) =>
    topicsOf([...consumes], prefix).flatMap((topic) => {
      return failureTopics(topic, prefix + consumerGroup, partitionsOf.get(topic) ?? 1);
    }),
  );
  return [...own, ...derived];
}

function failureTopics(topic: string, group: string, partitions: number): PlannedTopic[] {
  const { retry, deadLetter } = topicsFile;
  return [
    ...retryTopics(topic, group).map((name) => ({
      topic: name,
      partitions: retry.partitions,
      config: configOf(retry),
    })),
    { topic: deadLetterTopic(topic, group), partitions, config: configOf(deadLetter) },
  ];
}

type Rule = { cleanup: string; retentionMs: number; maxMessageBytes: number };

function configOf({ cleanup, retentionMs, maxMessageBytes }: Rule) {
  return {
    'cleanup.policy': cleanup,
    'retention.ms': String(retentionMs),
    'max.message.bytes': String(maxMessageBytes),
  };
}
