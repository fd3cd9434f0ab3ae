import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { migrate } from '#server/platform/db/index.ts';
import { createMemoryBroker } from '../broker/memory-broker.ts';
import { createSampleConsumer, numberedEvent } from '../sample-consumer.ts';
import { createSampleKit, type SampleKit } from '../sample-kit.ts';
import { handleHeld } from './handle-held.ts';
import { deadLetterTopic } from './retry-topics.ts';

let kit: SampleKit;
beforeAll(async () => {
  kit = await createSampleKit();
  return () => kit.drop();
});

const file = (name: string) => fileURLToPath(new URL(`../tables/${name}`, import.meta.url));

test('what an older version had put aside is handled in its order, or becomes a dead letter', async () => {
  const schema = 'older';
  const older = [file('0001-kit.sql'), file('0002-presence.sql')];
  await migrate({ url: kit.database.url, schema, files: older });
  const park = (offset: number, key: string, value: string, resolved: boolean) =>
    kit.pool.query(
      `insert into older.parked (consumer_group, topic, partition, record_offset, record_timestamp, key, value, headers,
         stage, error, resolved_at)
       values ('sample', 'driver-events', 0, $1, 5, $2, $3, '[["näme","/wA="],["none",null]]', 'handle', 'x',
         case when $4 then now() end)`,
      [offset, Buffer.from(key), Buffer.from(value), resolved],
    );
  await park(1, 'a', JSON.stringify(numberedEvent('a', '1')), false);
  await park(2, 'b', JSON.stringify(numberedEvent('b', 'done')), true);
  await park(3, 'x', '{"broken', false);
  await park(4, 'a', JSON.stringify(numberedEvent('a', '2')), false);
  await migrate({ url: kit.database.url, schema, files: [...older, file('0003-retries.sql')] });
  await kit.pool.query(
    `insert into held_record (consumer_group, topic, key_hash, lineage, record_topic, partition, record_offset,
       record_timestamp, key, value, headers)
     select consumer_group, topic, key_hash, lineage, record_topic, partition, record_offset, record_timestamp, key, value,
       headers from older.held_record order by id`,
  );
  const broker = createMemoryBroker();
  const sent: [topic: string, headers: unknown][] = [];
  broker.forward = async (topic, { headers }) => void sent.push([topic, headers.slice(0, 2)]);
  const { setting, effects } = createSampleConsumer(kit, broker, { order: true });
  while (await handleHeld(setting));
  expect(await effects()).toEqual(['a 1', 'a 2']);
  const headers = [
    ['näme', Buffer.from([0xff, 0])],
    ['none', null],
  ];
  expect(sent).toEqual([[deadLetterTopic('driver-events', 'sample'), headers]]);
});
