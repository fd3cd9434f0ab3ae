import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type ConsumerHandle,
  connectKafka,
  consume,
  createAdmin,
  createGroupReader,
  createProducer,
  type GroupListing,
} from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { dayMinutes, incidents, rateAt } from './day-plan.ts';
import { packDay, type RecordedDay } from './recorded-day.ts';

/**
 * `node record-day.ts BROKERS FILE`: lets a consumer live through a day of `day-plan.ts` on a real broker, samples it every
 * 5 s as the sampler does, and writes what was sampled: the file that the judge is tested with.
 */
const [brokers = '127.0.0.1:9092', file = 'recorded-day.json'] = process.argv.slice(2);
const partitions = 3;
const everyMs = 5_000;
const msARecord = 50;
const minuteMs = 60_000;
const logger = createLogger({ name: 'recorded day', level: 'silent' });
const kafka = connectKafka({ brokers: brokers.split(','), clientId: 'recorded-day', logger });
const admin = createAdmin(kafka);
const producer = createProducer(kafka);
const reader = createGroupReader(kafka);
const topic = `recorded-${randomBytes(4).toString('hex')}`;
const group = `${topic}-reader`;
const where = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }));
const day: RecordedDay = {
  recordedAt: new Date().toISOString(),
  samples: [],
  partitions: where.map(() => ({ committed: [], logStart: [], logEnd: [] })),
};
const reading: { isStuck: boolean; consumer: ConsumerHandle | null } = { isStuck: false, consumer: null };
const startedAt = performance.now();
const minute = () => (performance.now() - startedAt) / minuteMs;

await admin.createTopics([{ topic, partitions }]);
await Promise.all([produce(), suffer(), sample()]);
await reading.consumer?.stop();
await producer.close();
await reader.close();
await admin.deleteTopics([topic]);
await admin.close();
await writeFile(file, packDay(day));

async function produce(): Promise<void> {
  let owed = 0;
  while (minute() < dayMinutes) {
    owed += rateAt(minute()) / 4;
    const messages = Array.from({ length: Math.floor(owed) }, () => ({
      key: randomBytes(4).toString('hex'),
      value: 'x',
    }));
    owed -= messages.length;
    if (messages.length > 0) await producer.send(topic, messages);
    await delay(250);
  }
}

async function suffer(): Promise<void> {
  reading.consumer = start();
  for (const { what, from, to } of incidents) {
    await until(from);
    if (what === 'stuck') reading.isStuck = true;
    if (what === 'stopped') await reading.consumer.stop();
    if (what === 'set back') await setBack(300n);
    if (what === 'overtaken') {
      await reading.consumer.stop();
      await until((from + to) / 2);
      await admin.deleteRecords(await admin.logEnds(where));
    }
    await until(to);
    reading.isStuck = false;
    if (what !== 'rush' && what !== 'stuck') reading.consumer = start();
  }
  await until(dayMinutes);
}

async function setBack(by: bigint): Promise<void> {
  await reading.consumer?.stop();
  const offsets = await admin.fetchOffsets(group);
  await admin.commitOffsets(
    group,
    offsets.map((at) => ({ ...at, offset: at.offset > by ? at.offset - by : 0n })),
  );
}

function start(): ConsumerHandle {
  return consume(kafka, {
    group,
    topics: [topic],
    commit: 'auto-after-batch',
    concurrency: partitions,
    maxBytes: 1_000,
    logger,
    eachBatch: async ({ records }, { signal }) => {
      while (reading.isStuck && !signal.aborted) await delay(200);
      await delay(records.length * msARecord, undefined, { signal }).catch(() => undefined);
    },
  });
}

async function sample(): Promise<void> {
  const listing: GroupListing = {
    group,
    protocol: 'classic',
    protocolType: 'consumer',
    state: 'unknown',
    coordinator: -1,
  };
  for (let turn = 0; minute() < dayMinutes; turn += 1) {
    await delay(Math.max(0, startedAt + turn * everyMs - performance.now()));
    const listed = (await reader.listGroups()).groups.find((one) => one.group === group) ?? listing;
    const described = (await reader.describeGroups([listed])).get(group);
    const committed = (await reader.committedOffsets([listed])).get(group);
    const ends = await reader.partitionEnds(where);
    const atMs = Math.round(performance.now() - startedAt);
    day.samples.push({ atMs, members: described && 'members' in described ? described.members.length : null });
    for (const [partition, kept] of day.partitions.entries()) {
      const offsets = committed && 'offsets' in committed ? committed.offsets : [];
      const end = ends.find((one) => one.partition === partition);
      kept.committed.push(numberOf(offsets.find((one) => one.partition === partition)?.offset));
      kept.logStart.push(numberOf(end?.logStart));
      kept.logEnd.push(numberOf(end?.logEnd));
    }
  }
}

function numberOf(offset: bigint | null | undefined): number | null {
  return offset === null || offset === undefined ? null : Number(offset);
}

async function until(at: number): Promise<void> {
  await delay(Math.max(0, at * minuteMs - (performance.now() - startedAt)));
}
