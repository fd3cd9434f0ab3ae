import { CompactReader } from './compact-reader.ts';
import type { DescribedGroup, GroupMember } from './consumer-group.ts';
import { errorWords } from './error-words.ts';
import { groupState } from './group-state.ts';
import { memberHost } from './member-host.ts';

/** The topics that each part of the topology reads, by its id. */
type SourceTopics = ReadonlyMap<string, readonly string[]>;

const isThere = 1;

/** StreamsGroupDescribe, version 0. A task (part, partition) reads that partition of every topic of its part. */
export function decodeStreamsGroups(payload: Buffer): DescribedGroup[] {
  const reader = new CompactReader(payload);
  reader.skipTags();
  reader.int32(); // throttle time
  return reader.array(() => {
    const code = reader.int16();
    const problem = errorWords(code, reader.string());
    const group = reader.string() ?? '';
    const state = groupState(reader.string());
    const epoch = reader.int32();
    reader.int32(); // epoch of the assignment
    const sources = reader.int8() === isThere ? readTopology(reader) : new Map<string, string[]>();
    const members = reader.array(() => readMember(reader, sources));
    reader.int32(); // authorized operations
    reader.skipTags();
    return { group, problem, description: { state, assignor: null, epoch, members } };
  });
}

function readTopology(reader: CompactReader): SourceTopics {
  reader.int32(); // epoch
  const parts = reader.array(() => {
    const id = reader.string() ?? '';
    const sources = readTexts(reader);
    readTexts(reader); // repartition topics it writes
    readTopicInfos(reader); // changelogs
    const repartitioned = readTopicInfos(reader);
    reader.skipTags();
    return [id, [...sources, ...repartitioned]] as const;
  });
  reader.skipTags();
  return new Map(parts);
}

function readTexts(reader: CompactReader): string[] {
  return reader.array(() => reader.string() ?? '');
}

function readTopicInfos(reader: CompactReader): string[] {
  return reader.array(() => {
    const name = reader.string() ?? '';
    reader.int32(); // partitions
    reader.int16(); // replication
    skipPairs(reader);
    reader.skipTags();
    return name;
  });
}

function skipPairs(reader: CompactReader): void {
  reader.array(() => {
    reader.skipString();
    reader.skipString();
    reader.skipTags();
  });
}

function readMember(reader: CompactReader, sources: SourceTopics): GroupMember {
  const memberId = reader.string() ?? '';
  const epoch = reader.int32();
  const instanceId = reader.string();
  reader.skipString(); // rack
  const clientId = reader.string() ?? '';
  const host = memberHost(reader.string());
  reader.int32(); // epoch of its topology
  reader.skipString(); // process
  if (reader.int8() === isThere) skipEndpoint(reader);
  skipPairs(reader); // client tags
  skipTaskOffsets(reader);
  skipTaskOffsets(reader);
  const tasks = readActiveTasks(reader);
  readActiveTasks(reader); // what it shall have in the end
  reader.int8(); // whether it still speaks the classic protocol
  reader.skipTags();
  const assigned = tasks.flatMap(({ part, partitions }) =>
    (sources.get(part) ?? []).flatMap((topic) => partitions.map((partition) => ({ topic, partition }))),
  );
  return { memberId, instanceId, clientId, host, epoch, assigned, subscribed: [...sources.values()].flat() };
}

function skipEndpoint(reader: CompactReader): void {
  reader.skipString();
  reader.int16();
  reader.skipTags();
}

function skipTaskOffsets(reader: CompactReader): void {
  reader.array(() => {
    reader.skipString();
    reader.int32();
    reader.int64();
    reader.skipTags();
  });
}

function readActiveTasks(reader: CompactReader): { part: string; partitions: number[] }[] {
  const active = readTasks(reader);
  readTasks(reader); // standby
  readTasks(reader); // warming up
  reader.skipTags();
  return active;
}

function readTasks(reader: CompactReader): { part: string; partitions: number[] }[] {
  return reader.array(() => {
    const part = reader.string() ?? '';
    const partitions = reader.array(() => reader.int32());
    reader.skipTags();
    return { part, partitions };
  });
}
