import type { GroupTopicMemory } from './lag-memory.ts';

const prime = 0x01000193;

/** A number for all that is told of a group in one topic, but for what time alone changes: equal means, nothing happened. */
export function markOf({ partitions, topic, commits, problems, owners }: GroupTopicMemory, slot: number): number {
  let mark = 0x811c9dc5;
  const add = (value: number) => {
    mark = Math.imul(mark ^ (value | 0), prime);
  };
  const addOffset = (offset: bigint) => {
    add(Number(BigInt.asIntN(32, offset)));
    add(Number(BigInt.asIntN(32, offset >> 32n)));
  };
  const addText = (text: string | undefined) => {
    for (let at = 0; at < (text?.length ?? 0); at += 1) add(text?.charCodeAt(at) ?? 0);
  };
  for (const partition of partitions) {
    add(partition);
    addOffset(commits.get(partition, slot));
    addOffset(topic.starts.get(partition, slot));
    addOffset(topic.ends.get(partition, slot));
    addText(owners.get(partition));
    addText(problems.get(partition) ?? topic.problems.get(partition));
  }
  return mark;
}
