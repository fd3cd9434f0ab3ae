import type { CommittedOffset, GroupDescription, GroupListing, TopicPartition } from '#server/platform/kafka/index.ts';
import type { Told } from './ask-kafka.ts';
import { type GroupMemory, type GroupTopicMemory, groupTopicMemory, type LagMemory } from './lag-memory.ts';
import { type Mark, marksOf } from './mark-group.ts';
import { markOfMembers } from './mark-of.ts';
import { noOffset, offsetOf, unsampled } from './offset-ring.ts';
import type { StoredMember } from './read-group.ts';

/** Takes over what groups have committed and who their members are. Their topics are in memory. Gives what happened to them. */
export function foldGroups(memory: LagMemory, told: Told, slot: number): Mark[] {
  for (const group of memory.groups.values())
    for (const of of group.topics.values()) {
      of.commits.clear(slot);
      of.lags[slot] = Number.NaN;
    }
  return told.groups.flatMap((listing) => {
    const group = memory.groups.get(listing.group);
    return group ? foldGroup(memory, { group, listing, told, slot }) : [];
  });
}

type Given = { group: GroupMemory; listing: GroupListing; told: Told; slot: number };

function foldGroup(memory: LagMemory, given: Given): Mark[] {
  const { group, listing, told } = given;
  group.listing = listing;
  group.problems = [];
  const marks = foldMembers(given, told.descriptions.get(group.name));
  const offsets = told.offsets.get(group.name);
  if (offsets && 'offsets' in offsets) foldOffsets(memory, given, offsets.offsets);
  else group.problems.push({ what: 'offsets', detail: offsets?.problem ?? 'The broker did not tell its offsets.' });
  if (group.problems.length === 0) group.askedMs = told.atMs;
  return marks;
}

function foldMembers({ group, listing, told }: Given, described: ReturnType<Told['descriptions']['get']>): Mark[] {
  if (!described || !('members' in described)) {
    group.problems.push({ what: 'members', detail: described?.problem ?? 'The broker did not tell its members.' });
    return [];
  }
  const mark = markOfMembers(described.members);
  const isSame = mark === group.membersMark;
  const members =
    isSame && group.members ? group.members : described.members.map((member) => storedMember(member, group, told.atMs));
  // A group that only commits is told to be empty or dead, and is neither.
  const state = described.state === 'dead' && listing.state !== 'dead' ? listing.state : described.state;
  const now = { state, epoch: described.epoch, members };
  const marks = marksOf(group, now, told.atMs);
  Object.assign(group, { ...now, assignor: described.assignor, membersMark: mark });
  group.emptySinceMs = members.length > 0 ? null : (group.emptySinceMs ?? told.atMs);
  return marks;
}

function storedMember(
  { memberId, instanceId, clientId, host, assigned }: GroupDescription['members'][number],
  group: GroupMemory,
  nowMs: number,
): StoredMember {
  const known = group.members?.find((member) => member.memberId === memberId);
  const byTopic = Map.groupBy(assigned, ({ topic }) => topic);
  return {
    ...{ memberId, instanceId, clientId, host },
    sinceMs: known?.sinceMs ?? nowMs,
    ...{ pace: known?.pace ?? null, lags: [] },
    assigned: [...byTopic]
      .map(([topic, list]) => ({ topic, partitions: list.map(({ partition }) => partition).sort((a, b) => a - b) }))
      .sort((a, b) => a.topic.localeCompare(b.topic)),
  };
}

function foldOffsets(memory: LagMemory, { group, told, slot }: Given, offsets: readonly CommittedOffset[]): void {
  const read = partitionsRead(told, group, offsets);
  for (const [name, { topic }] of [...group.topics]) {
    if (read.has(name)) continue;
    group.topics.delete(name);
    group.left.push(topic.id);
  }
  const byTopic = Map.groupBy(offsets, ({ topic }) => topic);
  for (const [name, partitions] of read) {
    const topic = memory.topics.get(name);
    if (!topic) continue;
    const of = group.topics.get(name) ?? groupTopicMemory(topic);
    of.topic = topic;
    of.partitions = [...partitions].sort((a, b) => a - b);
    group.topics.set(name, of);
    foldCommits(of, byTopic.get(name) ?? [], { memory, slot, atMs: told.atMs });
  }
}

/** By topic: committed for, assigned to a member, or subscribed to, which means all partitions. */
function partitionsRead(told: Told, group: GroupMemory, offsets: readonly CommittedOffset[]): Map<string, Set<number>> {
  const read = new Map<string, Set<number>>();
  const add = ({ topic, partition }: TopicPartition) => {
    const known = read.get(topic) ?? new Set();
    read.set(topic, known.add(partition));
  };
  offsets.forEach(add);
  for (const { assigned } of group.members ?? [])
    for (const { topic, partitions } of assigned) for (const partition of partitions) add({ topic, partition });
  const described = told.descriptions.get(group.name);
  const members = described && 'members' in described ? described.members : [];
  for (const topic of new Set(members.flatMap(({ subscribed }) => subscribed)))
    for (const { partition } of told.topics.get(topic)?.partitions ?? []) add({ topic, partition });
  return read;
}

type Round = { memory: LagMemory; slot: number; atMs: number };

function foldCommits(of: GroupTopicMemory, offsets: readonly CommittedOffset[], round: Round): void {
  of.commits.reserve((of.partitions.at(-1) ?? -1) + 1);
  of.problems.clear();
  of.shares.clear();
  for (const partition of of.partitions) of.commits.set(partition, round.slot, noOffset);
  for (const offset of offsets) foldCommit(of, offset, round);
  for (const partition of of.partitions) noteSeen(of, partition, round);
}

function foldCommit(of: GroupTopicMemory, { partition, offset, lag, problem }: CommittedOffset, { slot }: Round): void {
  if (problem !== null) {
    of.problems.set(partition, problem);
    of.commits.set(partition, slot, unsampled);
    return;
  }
  of.commits.set(partition, slot, offset ?? noOffset);
  const end = offsetOf(of.topic.ends.get(partition, slot));
  if (lag === null) return;
  of.shares.set(partition, { offset, lag });
  // Between the oldest record not done and the end some are done already: what is left counts from the end.
  if (end !== null && lag >= 0n) of.commits.set(partition, slot, end - lag);
}

/** A commit that differs from the last one sampled is new. */
function noteSeen(of: GroupTopicMemory, partition: number, { memory, slot, atMs }: Round): void {
  const now = of.commits.get(partition, slot);
  if (now < 0n) return;
  const before = memory.slots
    .all()
    .findLast((one) => one.slot !== slot && of.commits.get(partition, one.slot) !== unsampled);
  const isSame = before !== undefined && of.commits.get(partition, before.slot) === now;
  if (!isSame || of.seenAt[partition] === undefined) of.seenAt[partition] = atMs;
}
