import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';
import { askBroker, spokenVersion } from './ask-broker.ts';
import { byCoordinator, type GroupQuestion } from './by-coordinator.ts';
import { ByteWriter } from './byte-writer.ts';
import type { DescribedGroup, GroupDescription, GroupListing, GroupProblem, GroupProtocol } from './consumer-group.ts';
import { classicDescription, decodeClassicGroups } from './decode-classic-groups.ts';
import { decodeMemberGroups } from './decode-member-groups.ts';
import { decodeStreamsGroups } from './decode-streams-groups.ts';
import { errorWords } from './error-words.ts';

interface Request {
  apiKey: number;
  apiName: string;
  versions: { oldest: number; newest: number };
  decode(payload: Buffer, version: number): DescribedGroup[];
}

type Asked = 'classic' | 'consumer' | 'share' | 'streams';

/** The request of another protocol answers Dead and no members, so each has its own (KIP-848, KIP-932, KIP-1071). */
const requests: Record<Asked, Request> = {
  classic: {
    apiKey: 15,
    apiName: 'DescribeGroups',
    versions: { oldest: 5, newest: 6 },
    decode: decodeClassicGroups,
  },
  consumer: {
    apiKey: 69,
    apiName: 'ConsumerGroupDescribe',
    versions: { oldest: 0, newest: 1 },
    decode: (payload, version) => decodeMemberGroups(payload, { instanceIds: true, memberTypes: version >= 1 }),
  },
  share: {
    apiKey: 77,
    apiName: 'ShareGroupDescribe',
    versions: { oldest: 1, newest: 1 },
    decode: (payload) => decodeMemberGroups(payload, { instanceIds: false, memberTypes: false }),
  },
  streams: {
    apiKey: 89,
    apiName: 'StreamsGroupDescribe',
    versions: { oldest: 0, newest: 0 },
    decode: decodeStreamsGroups,
  },
};

/** An answer holds every member with all its partitions. */
const groupsPerRequest = 100;

/** What the listing says already, of a classic group that it calls empty, is not asked again. */
export async function describeGroups(
  cluster: Cluster,
  groups: readonly GroupListing[],
): Promise<Map<string, GroupDescription | GroupProblem>> {
  const [empty, others] = [groups.filter(isKnownEmpty), groups.filter((one) => !isKnownEmpty(one))];
  const kinds = [...Map.groupBy(others, ({ protocol }) => askedAs(protocol))];
  const described = kinds.map(([kind, own]) => byCoordinator(cluster, own, groupsPerRequest, questionOf(kind)));
  const nobody: GroupDescription = { state: 'empty', assignor: null, epoch: null, members: [] };
  return new Map([
    ...empty.map(({ group }) => [group, nobody] as const),
    ...(await Promise.all(described)).flatMap((answers) => [...answers]),
  ]);
}

function isKnownEmpty({ protocol, state }: GroupListing): boolean {
  return protocol === 'classic' && state === 'empty';
}

/** A group that only commits is one of the classic protocol without members. */
function askedAs(protocol: GroupProtocol): Asked {
  return protocol === 'unknown' ? 'classic' : protocol;
}

function questionOf(kind: Asked): GroupQuestion<GroupDescription> {
  const { apiKey, apiName, versions, decode } = requests[kind];
  return async (broker, groups) => {
    const apiVersion = spokenVersion(broker, apiKey, versions);
    if (apiVersion === null) return kind === 'classic' ? describeByKafkajs(broker, groups) : tooOld(groups);
    const body = encodeDescribe(groups);
    const described = await askBroker(broker, { apiKey, apiVersion, apiName, body }, (payload) =>
      decode(payload, apiVersion),
    );
    return new Map(described.map(({ group, problem, description }) => [group, problem ? { problem } : description]));
  };
}

function tooOld(groups: readonly string[]): Map<string, GroupProblem> {
  return new Map(groups.map((group) => [group, { problem: errorWords(35) ?? '' }]));
}

/** Before Kafka 2.4. */
async function describeByKafkajs(broker: Broker, groupIds: readonly string[]): Promise<Map<string, GroupDescription>> {
  const { groups } = await broker.describeGroups({ groupIds: [...groupIds] });
  return new Map(
    groups.map(({ groupId, state, protocolType, protocol, members }) => [
      groupId,
      classicDescription({
        state,
        protocolType,
        protocol,
        members: members.map((one) => ({
          memberId: one.memberId,
          instanceId: null,
          clientId: one.clientId,
          host: one.clientHost,
          metadata: one.memberMetadata,
          assignment: one.memberAssignment,
        })),
      }),
    ]),
  );
}

/** The same for all four: the names, and that nobody wants to know what one may do with them. */
export function encodeDescribe(groups: readonly string[]): Buffer {
  const writer = new ByteWriter();
  writer.int8(0); // tags of the header
  writer.compactArray(groups, (group) => writer.compactString(group));
  writer.int8(0);
  writer.int8(0);
  return writer.written();
}
