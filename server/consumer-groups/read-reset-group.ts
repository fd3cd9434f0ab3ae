import { NibbleError } from '#schemas/errors.ts';
import {
  type Admin,
  type GroupListing,
  type GroupMember,
  type GroupReader,
  type GroupState,
  partitionKey,
  type TopicDescription,
} from '#server/platform/kafka/index.ts';

/** What resets ask of Kafka, and the one thing they change there. */
export type ResetKafka = {
  reader: Pick<GroupReader, 'listGroups' | 'describeGroups' | 'committedOffsets' | 'partitionEnds' | 'offsetsAtTime'>;
  admin: Pick<Admin, 'describeTopics' | 'moveOffsets'>;
};

/** A group as Kafka has it at this moment. */
export type ResetGroup = GroupListing & {
  state: GroupState;
  members: GroupMember[];
  /** By `topic/partition`. */
  committed: Map<string, bigint>;
  /** Partitions whose commit cannot be read, with the reason. */
  unread: Map<string, string>;
  topics: Map<string, TopicDescription>;
};

/** Throws `not_found` for a group that Kafka does not have, `unavailable` where what must be known of it is not told. */
export async function readResetGroup({ reader, admin }: ResetKafka, group: string): Promise<ResetGroup> {
  const [{ groups, problems }, topics] = await Promise.all([reader.listGroups(), admin.describeTopics()]);
  const listing = groups.find((one) => one.group === group);
  if (!listing) throw missing(group, problems);
  const [descriptions, commits] = await Promise.all([
    reader.describeGroups([listing]),
    reader.committedOffsets([listing]),
  ]);
  const { state, members } = told(descriptions.get(group));
  const { offsets } = told(commits.get(group));
  return {
    ...listing,
    state,
    members,
    committed: new Map(
      offsets.flatMap((one) => (one.offset === null ? [] : [[partitionKey(one), one.offset] as const])),
    ),
    unread: new Map(
      offsets.flatMap((one) => (one.problem === null ? [] : [[partitionKey(one), one.problem] as const])),
    ),
    topics: new Map(topics.map((topic) => [topic.topic, topic])),
  };
}

function told<T extends object>(answer: T | { problem: string } | undefined): T {
  if (answer && !('problem' in answer)) return answer;
  throw new NibbleError('unavailable', `${answer?.problem ?? 'Kafka said nothing of this group'}.`);
}

function missing(group: string, problems: readonly { broker: string }[]): NibbleError {
  if (problems.length === 0) return new NibbleError('not_found', `Kafka has no consumer group ${group}.`);
  const silent = problems.map(({ broker }) => broker).join(', ');
  return new NibbleError(
    'unavailable',
    `Whether there is a group ${group} is not known: broker ${silent} does not answer.`,
  );
}
