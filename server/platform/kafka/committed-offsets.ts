import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';
import { askBroker, spokenVersion } from './ask-broker.ts';
import { byCoordinator } from './by-coordinator.ts';
import { ByteWriter } from './byte-writer.ts';
import { CompactReader } from './compact-reader.ts';
import type { CommittedOffset, GroupListing, GroupOffsets, GroupProblem } from './consumer-group.ts';
import { errorWords } from './error-words.ts';
import { shareOffsets } from './share-offsets.ts';

const offsetFetchKey = 9;
/** The first version for many groups at a time (KIP-709), which answers for KIP-848 and streams groups too. */
const manyGroups = { oldest: 8, newest: 8 };
/** Some 4,000 offsets of groups with 20 partitions each. */
const groupsPerRequest = 200;

/** All that each group has committed: many groups a request, each coordinator its own. */
export async function committedOffsets(
  cluster: Cluster,
  groups: readonly GroupListing[],
): Promise<Map<string, GroupOffsets | GroupProblem>> {
  const [share, others] = [groups.filter(isShare), groups.filter((one) => !isShare(one))];
  const answers = await Promise.all([
    byCoordinator(cluster, share, groupsPerRequest, shareOffsets),
    byCoordinator(cluster, others, groupsPerRequest, fetchOffsets),
  ]);
  return new Map(answers.flatMap((some) => [...some]));
}

function isShare({ protocol }: GroupListing): boolean {
  return protocol === 'share';
}

async function fetchOffsets(broker: Broker, groups: readonly string[]) {
  const apiVersion = spokenVersion(broker, offsetFetchKey, manyGroups);
  if (apiVersion === null) return fetchByKafkajs(broker, groups);
  const request = { apiKey: offsetFetchKey, apiVersion, apiName: 'OffsetFetch', body: encodeOffsetFetch(groups) };
  return await askBroker(broker, request, decodeOffsetFetch);
}

/** Before Kafka 3.0: one request a group. */
async function fetchByKafkajs(
  broker: Broker,
  groups: readonly string[],
): Promise<Map<string, GroupOffsets | GroupProblem>> {
  const answers = new Map<string, GroupOffsets | GroupProblem>();
  for (const group of groups) answers.set(group, await fetchOne(broker, group));
  return answers;
}

async function fetchOne(broker: Broker, groupId: string): Promise<GroupOffsets | GroupProblem> {
  try {
    const { responses } = await broker.offsetFetch({ groupId, topics: [] });
    const offsets = responses.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => committed(topic, partition, BigInt(offset), null)),
    );
    return { offsets };
  } catch (error) {
    return { problem: `Its offsets cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

export function encodeOffsetFetch(groups: readonly string[]): Buffer {
  const writer = new ByteWriter();
  writer.int8(0); // tags of the header
  writer.compactArray(groups, (group) => {
    writer.compactString(group);
    writer.unsigned(0); // of every topic
    writer.int8(0);
  });
  writer.int8(0); // also where a transaction that would move it is not over
  writer.int8(0);
  return writer.written();
}

export function decodeOffsetFetch(payload: Buffer): Map<string, GroupOffsets | GroupProblem> {
  const reader = new CompactReader(payload);
  reader.skipTags();
  reader.int32(); // throttle time
  const groups = reader.array(() => {
    const group = reader.string() ?? '';
    const offsets = reader.array(() => readTopic(reader)).flat();
    const problem = errorWords(reader.int16());
    reader.skipTags();
    return [group, problem === null ? { offsets } : { problem }] as const;
  });
  return new Map(groups);
}

function readTopic(reader: CompactReader): CommittedOffset[] {
  const topic = reader.string() ?? '';
  const partitions = reader.array(() => {
    const partition = reader.int32();
    const offset = reader.int64();
    reader.int32(); // leader epoch
    reader.skipString(); // what the committer noted
    const problem = errorWords(reader.int16());
    reader.skipTags();
    return committed(topic, partition, offset, problem);
  });
  reader.skipTags();
  return partitions;
}

/** A partition without a commit has offset −1. */
function committed(topic: string, partition: number, offset: bigint, problem: string | null): CommittedOffset {
  return { topic, partition, offset: offset < 0n ? null : offset, lag: null, problem };
}
