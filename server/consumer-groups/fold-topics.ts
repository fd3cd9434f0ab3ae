import type { PartitionEnds } from '#server/platform/kafka/index.ts';
import type { Told } from './ask-kafka.ts';
import type { GroupMemory, LagMemory, TopicMemory } from './lag-memory.ts';
import type { Mark } from './mark-group.ts';
import { noOffset, OffsetRing } from './offset-ring.ts';

/** Takes over where logs begin and end. Gives what groups should know of their topics: made anew, partitions added. */
export function foldTopics(memory: LagMemory, told: Told, slot: number): Mark[] {
  const changed = [...memory.topics.values()].flatMap((topic) => {
    clear(topic, slot);
    return followTopic(memory, topic, told);
  });
  for (const end of told.ends.values()) foldEnd(memory.topics.get(end.topic), end, slot);
  return changed;
}

function clear(topic: TopicMemory, slot: number): void {
  topic.starts.clear(slot);
  topic.ends.clear(slot);
  topic.stable.clear();
  topic.problems.clear();
}

function foldEnd(topic: TopicMemory | undefined, end: PartitionEnds, slot: number): void {
  if (!topic) return;
  const { partition, logStart, logEnd, lastStable, problem } = end;
  topic.starts.set(partition, slot, logStart ?? noOffset);
  topic.ends.set(partition, slot, logEnd ?? noOffset);
  if (lastStable !== null) topic.stable.set(partition, lastStable);
  if (problem !== null) topic.problems.set(partition, problem);
}

function followTopic(memory: LagMemory, topic: TopicMemory, told: Told): Mark[] {
  const now = told.topics.get(topic.name);
  if (!now) return [];
  const before = topic.partitions;
  topic.partitions = now.partitions.length;
  for (const ring of [topic.starts, topic.ends]) ring.reserve(topic.partitions);
  const isAnew = topic.topicId !== null && now.topicId !== null && topic.topicId !== now.topicId;
  topic.topicId = now.topicId ?? topic.topicId;
  const readers = [...memory.groups.values()].filter((group) => group.topics.has(topic.name));
  const tell = (kind: Mark['kind'], detail: string) =>
    readers.map((group) => ({ atMs: told.atMs, group: group.id, kind, detail }));
  if (isAnew) {
    forgetLog(topic, readers);
    return tell('topic_made_anew', `${topic.name} was deleted and made anew.`);
  }
  if (before === 0 || topic.partitions <= before) return [];
  return tell('partition_added', `${topic.name} has ${topic.partitions} partitions, ${before} before.`);
}

/** Offsets of the topic that was there before mean nothing any more. */
function forgetLog(topic: TopicMemory, readers: readonly GroupMemory[]): void {
  topic.starts = new OffsetRing();
  topic.ends = new OffsetRing();
  for (const group of readers) {
    const of = group.topics.get(topic.name);
    if (!of) continue;
    of.commits = new OffsetRing();
    of.firsts.clear();
    of.seenAt = [];
    of.lags.fill(Number.NaN);
  }
}
