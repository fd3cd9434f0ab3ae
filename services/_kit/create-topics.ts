import { parseArgs } from 'node:util';
import { type Admin, createAdmin, type KafkaConnection, kafkaFromSettings } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { compareTopics, describeChanges, type PresentTopic, type TopicChanges } from './compare-topics.ts';
import { type PlannedTopic, planTopics } from './plan-topics.ts';
import { readTopicSettings } from './service-settings.ts';

/**
 * Makes the topics that are planned and not there, and changes those that are otherwise than planned: more partitions,
 * settings. A second time it changes nothing. Returns what changed, as lines; with `dryRun`, what would.
 */
export async function createTopics(
  kafka: KafkaConnection,
  prefix: string,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<string[]> {
  const planned = planTopics(prefix);
  const admin = createAdmin(kafka);
  try {
    const present = await readPresent(admin, planned);
    const changes = compareTopics(planned, present);
    if (!dryRun) await makeChanges(admin, changes);
    return describeChanges(changes, present);
  } finally {
    await admin.close();
  }
}

async function readPresent(admin: Admin, planned: PlannedTopic[]): Promise<Map<string, PresentTopic>> {
  const wanted = new Set(planned.map(({ topic }) => topic));
  const found = (await admin.describeTopics()).filter(({ topic }) => wanted.has(topic));
  const settings = await admin.topicSettings(found.map(({ topic }) => topic));
  return new Map(
    found.map(({ topic, partitions }) => [
      topic,
      { partitions: partitions.length, settings: settings.get(topic) ?? {} },
    ]),
  );
}

async function makeChanges(admin: Admin, { make, grow, settings }: TopicChanges): Promise<void> {
  await admin.createTopics(make);
  for (const [topic, total] of grow) await admin.addPartitions(topic, total);
  await admin.changeTopicSettings(settings);
}

if (import.meta.main) {
  const logger = createLogger({ name: 'create-topics' });
  try {
    const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
    const { platform, topicPrefix } = readTopicSettings(process.env);
    const kafka = kafkaFromSettings(platform, 'create-topics', logger);
    const lines = await createTopics(kafka, topicPrefix, { dryRun: values['dry-run'] });
    const nothing = 'all topics are as schemas/topics.json has them';
    process.stdout.write(`${lines.length > 0 ? lines.join('\n') : nothing}\n`);
  } catch (error) {
    logger.error({ err: error }, 'the topics could not be made');
    process.exit(1);
  }
}
