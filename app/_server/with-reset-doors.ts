import 'server-only';
import type { ResetDoors } from '#server/consumer-groups/index.ts';
import { createAdmin, createGroupReader, kafkaFromSettings } from '#server/platform/kafka/index.ts';
import { database } from './database.ts';
import { log } from './log.ts';
import { settings } from './settings.ts';

/**
 * What resets work with, as long as `use` takes. The connection to Kafka is of this one command: they are rare, and errors
 * of a connection that another bundle made would not be known here.
 */
export async function withResetDoors<T>(use: (doors: ResetDoors) => Promise<T>): Promise<T> {
  const { NIBBLE_WRITES, NIBBLE_COLLECTOR_GROUP: collectorGroup } = settings();
  const kafka = kafkaFromSettings(settings(), 'nibble-web', log());
  const [reader, admin] = [createGroupReader(kafka), createAdmin(kafka)];
  try {
    const rights = { canWrite: NIBBLE_WRITES === 'on', collectorGroup };
    return await use({ pool: database(), kafka: { reader, admin }, rights });
  } finally {
    await Promise.all([reader.close(), admin.close()]);
  }
}
