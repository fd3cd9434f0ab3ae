import type { GroupDescription } from '#server/platform/kafka/index.ts';
import type { GroupTopicMemory } from './lag-memory.ts';

const begin = 0x811c9dc5;
const prime = 0x01000193;

/** A number for all that is told of a group in one topic, but for what time alone changes: equal means, nothing happened. */
export function markOf({ partitions, topic, commits, problems }: GroupTopicMemory, slot: number): number {
  let mark = begin;
  for (const partition of partitions) {
    mark = withNumber(mark, partition);
    for (const ring of [commits, topic.starts, topic.ends]) mark = withOffset(mark, ring.get(partition, slot));
    mark = withOffset(mark, topic.stable.get(partition) ?? -1n);
    mark = withText(mark, problems.get(partition) ?? topic.problems.get(partition) ?? '');
  }
  return mark;
}

/** A number for who the members are and which partitions each is assigned. */
export function markOfMembers(members: GroupDescription['members']): number {
  let mark = withNumber(begin, members.length);
  for (const { memberId, clientId, host, assigned } of members) {
    mark = withText(withText(withText(mark, memberId), clientId), host);
    for (const { topic, partition } of assigned) mark = withNumber(withText(mark, topic), partition);
  }
  return mark;
}

function withNumber(mark: number, value: number): number {
  return Math.imul(mark ^ (value | 0), prime);
}

function withOffset(mark: number, offset: bigint): number {
  const low = Number(BigInt.asIntN(32, offset));
  return withNumber(withNumber(mark, low), Number(BigInt.asIntN(32, offset >> 32n)));
}

function withText(mark: number, text: string): number {
  let marked = mark;
  for (let at = 0; at < text.length; at += 1) marked = withNumber(marked, text.charCodeAt(at));
  return marked;
}
