import topicsFile from '#schemas/topics.json' with { type: 'json' };

/** How long each tier waits, in ms at pace 1. */
export const retryDelaysMs: readonly number[] = topicsFile.retry.delaysMs;

/** `tier` 1 is the first. */
export function retryTopic(topic: string, group: string, tier: number): string {
  return `${topic}.${group}.retry.${tier}`;
}

export function retryTopics(topic: string, group: string): string[] {
  return retryDelaysMs.map((_, index) => retryTopic(topic, group, index + 1));
}

export function deadLetterTopic(topic: string, group: string): string {
  return `${topic}.${group}.dlq`;
}

/** Where a topic stands on a record's way: the topic it first failed on, and the tier, 0 for that topic itself. */
export type TopicPlace = { source: string; tier: number };

/** The places of all topics that a group reads, by name. */
export function placesOf(sources: readonly string[], group: string): ReadonlyMap<string, TopicPlace> {
  const placed = sources.flatMap((source) =>
    [source, ...retryTopics(source, group)].map((topic, tier) => [topic, { source, tier }] as const),
  );
  return new Map(placed);
}
