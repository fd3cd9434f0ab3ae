import { createAdmin, createProducer, type KafkaConnection } from '#server/platform/kafka/index.ts';

export type GroupSet = { groups: number; partitions: number };

/** Several groups read one topic, as where teams listen to the same; more topics would measure how a broker makes them. */
const mostTopics = 20;
const groupsATopic = 20;
const recordsAPartition = 40;
const atOnce = 64;
const value = Buffer.from(JSON.stringify({ note: 'x'.repeat(200) }));

/**
 * Makes so many groups that have committed in each partition of a topic: half of them have read all, half are behind by up
 * to all of it. They have no members, since thousands of those would measure the broker; a commit is what tells of lag.
 */
export async function makeGroups(kafka: KafkaConnection, { groups, partitions }: GroupSet): Promise<void> {
  const admin = createAdmin(kafka);
  const topics = Array.from({ length: topicsOf(groups) }, (_, index) => `bench-topic-${index}`);
  await admin.createTopics(topics.map((topic) => ({ topic, partitions })));
  await fill(kafka, topics, partitions);
  await inTurns(groups, async (group) => await commit(admin, group, { groups, partitions }));
  await admin.close();
}

/** Moves the commits of these groups on by a record, as consumers at work do. */
export async function moveGroups(admin: ReturnType<typeof createAdmin>, set: GroupSet, round: number): Promise<void> {
  const busy = Math.min(set.groups, 20);
  await inTurns(busy, async (index) => await commit(admin, (round * busy + index) % set.groups, set, round));
}

async function fill(kafka: KafkaConnection, topics: readonly string[], partitions: number): Promise<void> {
  const producer = createProducer(kafka);
  const messages = Array.from({ length: partitions * recordsAPartition }, (_, index) => ({
    partition: index % partitions,
    key: null,
    value,
  }));
  for (const topic of topics) await producer.send(topic, messages);
  await producer.close();
}

async function commit(
  admin: ReturnType<typeof createAdmin>,
  group: number,
  { groups, partitions }: GroupSet,
  moved = 0,
): Promise<void> {
  const topic = `bench-topic-${group % topicsOf(groups)}`;
  const isBehind = group % 2 === 1;
  const offsets = Array.from({ length: partitions }, (_, partition) => {
    const offset = isBehind ? (group + partition + moved) % recordsAPartition : recordsAPartition;
    return { topic, partition, offset: BigInt(offset) };
  });
  await admin.commitOffsets(groupName(group), offsets);
}

function topicsOf(groups: number): number {
  return Math.min(mostTopics, Math.ceil(groups / groupsATopic));
}

function groupName(group: number): string {
  return `bench-group-${String(group).padStart(5, '0')}`;
}

async function inTurns(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
}
