import { CompactReader } from './compact-reader.ts';
import type { DescribedGroup, GroupDescription } from './consumer-group.ts';
import { decodeAssignment, decodeSubscription } from './decode-subscription.ts';
import { errorWords } from './error-words.ts';
import { groupState } from './group-state.ts';
import { memberHost } from './member-host.ts';

interface ClassicGroup {
  state: string;
  protocolType: string;
  protocol: string;
  members: {
    memberId: string;
    instanceId: string | null;
    clientId: string;
    host: string;
    metadata: Buffer;
    assignment: Buffer;
  }[];
}

const withSentence = 6;

/** DescribeGroups, versions 5 and 6. */
export function decodeClassicGroups(payload: Buffer, version: number): DescribedGroup[] {
  const reader = new CompactReader(payload);
  reader.skipTags();
  reader.int32(); // throttle time
  return reader.array(() => {
    const code = reader.int16();
    const said = version >= withSentence ? reader.string() : null;
    const group = reader.string() ?? '';
    const description = classicDescription(readGroup(reader));
    // Before version 6 a group that is not there is one that is dead.
    const gone = code === 0 && description.state === 'dead';
    return { group, problem: gone ? errorWords(69) : errorWords(code, said), description };
  });
}

function readGroup(reader: CompactReader): ClassicGroup {
  const state = reader.string() ?? '';
  const protocolType = reader.string() ?? '';
  const protocol = reader.string() ?? '';
  const members = reader.array(() => {
    const member = {
      memberId: reader.string() ?? '',
      instanceId: reader.string(),
      clientId: reader.string() ?? '',
      host: reader.string() ?? '',
      metadata: reader.bytes(),
      assignment: reader.bytes(),
    };
    reader.skipTags();
    return member;
  });
  reader.int32(); // authorized operations
  reader.skipTags();
  return { state, protocolType, protocol, members };
}

/** Members of other protocols, as those of connectors, agree on bytes that say nothing of partitions. */
export function classicDescription({ state, protocolType, protocol, members }: ClassicGroup): GroupDescription {
  const isConsumer = protocolType === 'consumer';
  return {
    state: groupState(state),
    assignor: protocol === '' ? null : protocol,
    epoch: null,
    members: members.map(({ metadata, assignment, host, ...member }) => ({
      ...member,
      host: memberHost(host),
      epoch: null,
      assigned: isConsumer ? decodeAssignment(assignment) : [],
      subscribed: isConsumer ? decodeSubscription(metadata) : [],
    })),
  };
}
