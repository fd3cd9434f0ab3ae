import topicsFile from '#schemas/topics.json' with { type: 'json' };
import { createAdmin, type KafkaConnection, kafkaFromSettings } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { readTopicSettings } from './service-settings.ts';

/** Makes the topics of `schemas/topics.json` that are not there yet, each name with the prefix before it. Returns those made. */
export async function createTopics(kafka: KafkaConnection, prefix: string): Promise<string[]> {
  const admin = createAdmin(kafka);
  try {
    return await admin.createTopics(
      topicsFile.topics.map(({ name, partitions, retentionMs, cleanup }) => ({
        topic: prefix + name,
        partitions,
        config: { 'cleanup.policy': cleanup, 'retention.ms': String(retentionMs) },
      })),
    );
  } finally {
    await admin.close();
  }
}

if (import.meta.main) {
  const logger = createLogger({ name: 'create-topics' });
  try {
    const { platform, topicPrefix } = readTopicSettings(process.env);
    const made = await createTopics(kafkaFromSettings(platform, 'create-topics', logger), topicPrefix);
    logger.info({ made }, made.length > 0 ? 'topics were made' : 'all topics are there');
  } catch (error) {
    logger.error({ err: error }, 'the topics could not be made');
    process.exit(1);
  }
}
