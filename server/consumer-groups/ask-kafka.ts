import { NibbleError } from '#schemas/errors.ts';
import {
  type GroupDescription,
  type GroupListing,
  type GroupOffsets,
  type GroupProblem,
  type GroupReader,
  type PartitionEnds,
  partitionKey,
  type TopicDescription,
  type TopicPartition,
} from '#server/platform/kafka/index.ts';
import { isStorableName } from './storable-name.ts';

/** What Kafka told in one round. */
export type Told = {
  /** When the commits began to be read, ms: none of them is older. When the ends had been: no record before them is younger. */
  readMs: number;
  atMs: number;
  groups: GroupListing[];
  /** Names of groups that the tables cannot hold: those are not among `groups`. */
  unstorable: string[];
  /** Brokers that did not tell their groups: those are not among `groups`, and not gone. */
  problems: { broker: string; detail: string }[];
  descriptions: Map<string, GroupDescription | GroupProblem>;
  offsets: Map<string, GroupOffsets | GroupProblem>;
  topics: Map<string, TopicDescription>;
  /** By `topic/partition`. */
  ends: Map<string, PartitionEnds>;
};

/** Asks for groups, then for what they do, then for where logs end: an end is never older than a commit it is held against. */
export async function askKafka(reader: GroupReader, now: () => Date): Promise<Told> {
  const { groups: listed, problems } = await reader.listGroups();
  const [silent] = problems;
  if (silent && listed.length === 0) throw new NibbleError('unavailable', silent.detail);
  const groups = listed.filter(({ group }) => isStorableName(group));
  const unstorable = listed.map(({ group }) => group).filter((group) => !isStorableName(group));
  const readMs = now().getTime();
  const [descriptions, offsets, described] = await Promise.all([
    reader.describeGroups(groups),
    reader.committedOffsets(groups),
    reader.describeTopics(),
  ]);
  const topics = new Map(described.map((topic) => [topic.topic, topic]));
  const wanted = partitionsOf(descriptions, offsets, topics);
  const ends = await reader.partitionEnds(wanted);
  return {
    ...{ readMs, atMs: now().getTime(), groups, unstorable, problems, descriptions, offsets, topics },
    ends: new Map(ends.map((end) => [partitionKey(end), end])),
  };
}

/** Each partition once that any group has committed for, is assigned, or has subscribed to. */
function partitionsOf(
  descriptions: Told['descriptions'],
  offsets: Told['offsets'],
  topics: Told['topics'],
): TopicPartition[] {
  const wanted = new Map<string, Set<number>>();
  const add = ({ topic, partition }: TopicPartition) => {
    const known = wanted.get(topic);
    if (known) known.add(partition);
    else wanted.set(topic, new Set([partition]));
  };
  for (const told of offsets.values()) if ('offsets' in told) told.offsets.forEach(add);
  for (const told of descriptions.values()) {
    if (!('members' in told)) continue;
    for (const { assigned, subscribed } of told.members) {
      assigned.forEach(add);
      for (const topic of subscribed)
        topics.get(topic)?.partitions.forEach(({ partition }) => void add({ topic, partition }));
    }
  }
  return [...wanted].flatMap(([topic, partitions]) => [...partitions].map((partition) => ({ topic, partition })));
}
