import type pg from 'pg';
import { auditTables } from '#server/audit/index.ts';
import { flowTables } from '#server/event-flow/index.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import {
  type Admin,
  connectKafka,
  createAdmin,
  createGroupReader,
  type KafkaConnection,
} from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createTestDatabase, testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import { spanTables } from '#server/traces/index.ts';
import { groupTables } from './group-tables.ts';
import type { ResetDoors } from './preview-reset.ts';

export type TestResets = {
  pool: pg.Pool;
  kafka: KafkaConnection;
  admin: Admin;
  doors: ResetDoors;
  prefix: string;
  /** Deletes the topics under the prefix, too. */
  close(): Promise<void>;
};

export const silent = createLogger({ name: 'test', level: 'silent' });

/** What resets work with: the test broker, a database of its own with the tables they read, a prefix of its own. */
export async function openTestResets(): Promise<TestResets> {
  const database = await createTestDatabase();
  for (const files of [flowTables, spanTables, auditTables, groupTables]) {
    await migrate({ url: database.url, schema: 'console', files, logger: silent });
  }
  const pool = createPool({ url: database.url, schema: 'console', applicationName: 'test', max: 8, logger: silent });
  const kafka = connectKafka({ brokers: testBrokers(), clientId: 'test', logger: silent });
  const [admin, reader] = [createAdmin(kafka), createGroupReader(kafka)];
  const prefix = topicPrefix();
  return {
    ...{ pool, kafka, admin, prefix },
    doors: { pool, kafka: { reader, admin }, rights: { canWrite: true, collectorGroup: 'nibble-console' } },
    close: async () => {
      const ours = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
      if (ours.length > 0) await admin.deleteTopics(ours);
      await Promise.all([admin.close(), reader.close(), pool.end()]);
      await database.drop();
    },
  };
}
