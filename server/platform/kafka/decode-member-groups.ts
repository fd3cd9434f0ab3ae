import { CompactReader } from './compact-reader.ts';
import type { DescribedGroup, GroupMember } from './consumer-group.ts';
import { errorWords } from './error-words.ts';
import { groupState } from './group-state.ts';
import type { TopicPartition } from './kafka-record.ts';
import { memberHost } from './member-host.ts';

/** What a member of a KIP-848 group has and one of a share group has not: an instance id, a pattern, a target. */
interface Shape {
  instanceIds: boolean;
  memberTypes: boolean;
}

/** ConsumerGroupDescribe, versions 0 and 1, and ShareGroupDescribe, version 1, which leaves some fields out. */
export function decodeMemberGroups(payload: Buffer, shape: Shape): DescribedGroup[] {
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
    const assignor = reader.string();
    const members = reader.array(() => readMember(reader, shape));
    reader.int32(); // authorized operations
    reader.skipTags();
    return { group, problem, description: { state, assignor: assignor || null, epoch, members } };
  });
}

function readMember(reader: CompactReader, { instanceIds, memberTypes }: Shape): GroupMember {
  const memberId = reader.string() ?? '';
  const instanceId = instanceIds ? reader.string() : null;
  reader.skipString(); // rack
  const epoch = reader.int32();
  const clientId = reader.string() ?? '';
  const host = memberHost(reader.string());
  const subscribed = reader.array(() => reader.string() ?? '');
  if (instanceIds) reader.skipString(); // pattern
  const assigned = readAssignment(reader);
  if (instanceIds) readAssignment(reader); // what it shall have in the end
  if (memberTypes) reader.int8();
  reader.skipTags();
  return { memberId, instanceId, clientId, host, epoch, assigned, subscribed };
}

function readAssignment(reader: CompactReader): TopicPartition[] {
  const topics = reader.array(() => {
    reader.uuid();
    const topic = reader.string() ?? '';
    const partitions = reader.array(() => reader.int32());
    reader.skipTags();
    return partitions.map((partition) => ({ topic, partition }));
  });
  reader.skipTags();
  return topics.flat();
}
