import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { collect, flowTables, openFlowStore } from '#server/event-flow/index.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import {
  connectKafka,
  createAdmin,
  createLogReader,
  createProducer,
  type LogReader,
} from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createTestDatabase, eventually, testBrokers, topicPrefix } from '#server/platform/testing/index.ts';
import { getConsumerGroup } from './get-consumer-group.ts';
import { groupTables } from './group-tables.ts';
import { sampleGroups } from './sample-groups.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const kafka = connectKafka({ brokers: testBrokers(), clientId: 'test', logger });
const prefix = topicPrefix();
const topic = `${prefix}compacted`;
/** The broker's cleaner looks for work every 15 s. */
const cleanedWithinMs = 60_000;

test('what compaction took is lag in offsets, and no record that waits', { timeout: 120_000 }, async () => {
  const admin = createAdmin(kafka);
  const reader = createLogReader(kafka);
  onTestFinished(async () => {
    await admin.deleteTopics([topic]);
    await Promise.all([admin.close(), reader.close()]);
  });
  await writeAndCompact(admin, reader);
  await admin.commitOffsets(topic, [{ topic, partition: 0, offset: 2n }]);

  const pool = await collectAndSample();
  const place = await eventually(
    async () => {
      const [partition] = (await getConsumerGroup(pool, topic))?.partitionList ?? [];
      return partition?.recordsBehind === null ? null : partition;
    },
    { what: 'the group with its records counted', timeoutMs: 20_000 },
  );
  expect(place).toMatchObject({ committed: '2', logEnd: '11', lag: '9', recordsBehind: '2', lagMsFrom: 'records' });
});

/** Ten records of one key, of which the last is kept, and one of another, which closes the segment of the others. */
async function writeAndCompact(admin: ReturnType<typeof createAdmin>, reader: LogReader): Promise<void> {
  const segmentMs = 200;
  const config = {
    'cleanup.policy': 'compact',
    'segment.ms': String(segmentMs),
    'min.cleanable.dirty.ratio': '0.01',
  };
  await admin.createTopics([{ topic, partitions: 1, config }]);
  const producer = createProducer(kafka);
  const message = (key: string, value: string) => ({ partition: 0, key, value });
  await producer.send(
    topic,
    Array.from({ length: 10 }, (_, index) => message('first', `${index}`)),
  );
  await delay(2 * segmentMs);
  await producer.send(topic, [message('second', 'last')]);
  await producer.close();
  await eventually(
    async () => {
      const { records } = await reader.read({ topic, partition: 0 }, 0n);
      return records[0]?.offset === 9n ? records : null;
    },
    { what: 'the compacted log', timeoutMs: cleanedWithinMs },
  );
}

async function collectAndSample() {
  const database = await createTestDatabase();
  const place = { url: database.url, schema: 'console', applicationName: 'test', logger };
  for (const files of [flowTables, groupTables]) await migrate({ ...place, files });
  const [pool, own] = [createPool({ ...place, max: 4 }), createPool({ ...place, max: 1 })];
  const state = await openFlowStore({ pool, cluster: 'local', retention: { days: 7, bytes: 1e10 }, logger });
  const owner = `test-${randomBytes(4).toString('hex')}`;
  const group = `${prefix}collector`;
  const collection = collect({ kafka, state, logger, topics: new RegExp(`^${prefix}`), owner, group });
  const sampler = sampleGroups({ kafka, pool, own, cluster: state.cluster, sampler: 'test', logger });
  onTestFinished(async () => {
    await Promise.all([collection.stop(), sampler.stop()]);
    await Promise.all([pool.end(), own.end()]);
    await database.drop();
  });
  return pool;
}
