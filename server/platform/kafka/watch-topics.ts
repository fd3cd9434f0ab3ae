import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterDoor } from './cluster-door.ts';
import type { KafkaLogger } from './kafka-log.ts';
import { readTopics } from './read-topics.ts';

/** Topic names with their ids. */
export type FoundTopics = ReadonlyMap<string, string | null>;

/** The topics that are there of those wanted; internal ones match no pattern. Tries until Kafka answers or the signal aborts. */
export async function findTopics(
  door: ClusterDoor,
  wanted: readonly string[] | RegExp,
  { signal, logger }: { signal: AbortSignal; logger: KafkaLogger },
): Promise<FoundTopics> {
  const matches = matcher(wanted);
  while (true) {
    signal.throwIfAborted();
    try {
      const { topics } = await door.use('Looking up topics', readTopics);
      const found = topics.filter(({ topic, internal }) => !internal && matches(topic));
      return new Map(found.map(({ topic, topicId }) => [topic, topicId]));
    } catch (err) {
      signal.throwIfAborted();
      logger.warn({ err }, 'Topics cannot be looked up; trying again');
      await delay(1_000, undefined, { signal });
    }
  }
}

/** Resolves when other topics are there than `known`, or one of them was made anew. */
export async function topicsChanged(
  door: ClusterDoor,
  wanted: readonly string[] | RegExp,
  known: FoundTopics,
  options: { everyMs: number; signal: AbortSignal; logger: KafkaLogger; onAnswer(): void },
): Promise<void> {
  while (true) {
    await delay(options.everyMs, undefined, { signal: options.signal });
    const found = await findTopics(door, wanted, options);
    options.onAnswer();
    if (!isSame(known, found)) return;
  }
}

function matcher(wanted: readonly string[] | RegExp): (topic: string) => boolean {
  if (!(wanted instanceof RegExp)) return (topic) => wanted.includes(topic);
  // A global or sticky expression would remember where its last match ended.
  const pattern = new RegExp(wanted.source, wanted.flags.replaceAll(/[gy]/g, ''));
  return (topic) => pattern.test(topic);
}

function isSame(before: FoundTopics, now: FoundTopics): boolean {
  return before.size === now.size && [...before].every(([topic, id]) => now.has(topic) && now.get(topic) === id);
}
