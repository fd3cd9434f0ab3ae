import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConsumerGroup, GroupMark } from '#schemas/api/consumer-group.ts';
import { flowTables, openFlowStore } from '#server/event-flow/index.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { connectKafka, consume, createAdmin, createProducer } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import {
  createTestDatabase,
  eventually,
  type JavaMember,
  type JavaMembers,
  openJavaMembers,
  type TestDatabase,
  testBrokers,
  topicPrefix,
} from '#server/platform/testing/index.ts';
import { spanTables } from '#server/traces/index.ts';
import { getConsumerGroup } from './get-consumer-group.ts';
import { getGroupHistory } from './get-group-history.ts';
import { groupTables } from './group-tables.ts';
import { type Sampler, sampleGroups } from './sample-groups.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const kafka = connectKafka({ brokers: testBrokers(), clientId: 'test', logger });
const admin = createAdmin(kafka);
const prefix = topicPrefix();
const named = (name: string) => `${prefix}${name}`;
const protocols = ['consumer', 'share', 'streams'] as const;
let database: TestDatabase;
let pools: pg.Pool[];
let pool: pg.Pool;
let sampler: Sampler;
let java: JavaMembers | null;

beforeAll(async () => {
  const opening = openJavaMembers();
  database = await createTestDatabase();
  for (const files of [flowTables, groupTables, spanTables])
    await migrate({ url: database.url, schema: 'console', files, logger });
  pools = [4, 1].map((max) =>
    createPool({ url: database.url, schema: 'console', applicationName: 'test', max, logger }),
  );
  const [reading, own] = pools;
  if (!reading || !own) throw new Error('no pools');
  pool = reading;
  const { cluster } = await openFlowStore({ pool, cluster: 'local', retention: { days: 7, bytes: 1e10 }, logger });
  await admin.createTopics(['read', 'anew', 'grown'].map((name) => ({ topic: named(name), partitions: 1 })));
  await send('read', 20);
  sampler = sampleGroups({ kafka, pool, own, cluster, sampler: 'test', logger });
  java = await opening;
  // At once, and while other tests run: each waits some seconds for its heartbeats.
  for (const protocol of protocols) if (protocol !== 'streams' || java?.withStreams) void join(protocol);
});

afterAll(async () => {
  await Promise.all([java?.close(), sampler.stop()]);
  await admin.deleteTopics((await admin.listTopics()).filter((name) => name.startsWith(prefix)));
  await admin.close();
  await Promise.all(pools.map((one) => one.end()));
  await database.drop();
});

function memberOf(protocol: JavaMember['protocol']): JavaMember {
  const limit = protocol === 'streams' ? 20 : 5;
  return { name: `${protocol}-member`, protocol, group: named(protocol), topic: named('read'), limit };
}

async function join(protocol: JavaMember['protocol']): Promise<void> {
  await java?.join(memberOf(protocol)).catch(() => undefined);
}

async function send(name: string, count: number): Promise<void> {
  // One that knows the topic as it is now.
  const producer = createProducer(kafka);
  await producer.send(
    named(name),
    Array.from({ length: count }, (_, index) => ({ key: null, value: `${index}` })),
  );
  await producer.close();
}

/** The group of this name, as soon as it is as wanted. */
async function seen(name: string, isWanted: (group: ConsumerGroup) => boolean): Promise<ConsumerGroup> {
  let last: unknown;
  return await eventually(
    async () => {
      const group = await getConsumerGroup(pool, named(name));
      last = group;
      return group && isWanted(group) ? group : null;
    },
    { what: `the group ${name}`, timeoutMs: 30_000, everyMs: 100 },
  ).catch((cause: unknown) => {
    throw new Error(`${name}: ${JSON.stringify(last)}`, { cause });
  });
}

async function marksOf(name: string): Promise<GroupMark['kind'][]> {
  return (await getGroupHistory(pool, named(name), {}))?.marks.map(({ kind }) => kind) ?? [];
}

// Together: all they do is wait for rounds.
test.concurrent('a topic deleted and made anew: a lower commit is no rewind, and readers are told', async () => {
  await send('anew', 9);
  const reading = consume(kafka, {
    ...{ group: named('anew'), topics: [named('anew')], commit: 'auto-after-batch', logger },
    eachBatch: async () => undefined,
  });
  await seen('anew', ({ partitionList }) => partitionList[0]?.committed === '9');
  await admin.deleteTopics([named('anew')]);
  await eventually(async () => !(await admin.listTopics()).includes(named('anew')), { what: 'the deletion' });
  await admin.createTopics([{ topic: named('anew'), partitions: 1 }]);
  await send('anew', 2);
  const group = await seen('anew', ({ partitionList }) => partitionList[0]?.committed === '2');
  expect(group.partitionList[0]).toMatchObject({ logEnd: '2', lag: '0', lost: '0', verdict: 'ok', problem: null });
  expect(await marksOf('anew')).toContain('topic_made_anew');
  await reading.stop();
});

test.concurrent('a partition added is told, and belongs to its group before anything is committed for it', async () => {
  const reading = consume(kafka, {
    ...{ group: named('grown'), topics: [named('grown')], commit: 'manual', logger },
    eachBatch: async () => undefined,
  });
  await seen('grown', ({ members, partitions }) => members === 1 && partitions === 1);
  await admin.addPartitions(named('grown'), 3);
  const group = await seen('grown', ({ partitions }) => partitions === 3);
  for (const one of group.partitionList) expect(one).toMatchObject({ committed: null, lag: null, logEnd: '0' });
  expect(await marksOf('grown')).toContain('partition_added');
  await reading.stop();
});

test.concurrent('a group that is deleted is gone from the list', async () => {
  await admin.commitOffsets(named('deleted'), [{ topic: named('read'), partition: 0, offset: 1n }]);
  await seen('deleted', ({ lag }) => lag === '19');
  await admin.deleteGroups([named('deleted')]);
  await eventually(async () => (await getConsumerGroup(pool, named('deleted'))) === null, {
    ...{ what: 'that it is gone', timeoutMs: 30_000 },
  });
});

test.concurrent.for(protocols)(
  'a %s group is told by what its own protocol says, and never as dead',
  async (protocol, { skip }) => {
    if (!java) return skip('Java has no compiler here');
    if (protocol === 'streams' && !java.withStreams) return skip('Kafka Streams could not be fetched');
    const { name, limit = 0 } = memberOf(protocol);
    await java.hasRead(name, limit);
    const left = String(20 - limit);
    const group = await seen(protocol, (one) => one.members === 1 && one.lag === left);
    expect(group).toMatchObject({ protocol, state: 'stable', topics: [named('read')] });
    expect(group.epoch).toBeGreaterThan(0);
    const [member] = group.memberList;
    expect(member).toMatchObject({ host: '127.0.0.1', assigned: [{ topic: named('read'), partitions: [0] }] });
    expect(group.partitionList).toMatchObject([{ logEnd: '20', lag: left, member: member?.memberId }]);
    await java.leave(name);
    await seen(protocol, ({ members, state }) => members === 0 && state === 'empty');
    expect(await marksOf(protocol)).toContain('member_left');
  },
);

test.concurrent('a build that begins to read for a group is a mark of its history', async () => {
  await admin.commitOffsets(named('released'), [{ topic: named('read'), partition: 0, offset: 1n }]);
  await pool.query(
    `insert into group_build (consumer_group, build, service, first_at, last_at)
     values ($1, '1.0', 'orders', now() - interval '2 minutes', now()), ($1, '1.1', 'orders', now() - interval '1 minute', now())`,
    [named('released')],
  );
  const marks = await eventually(async () => (await getGroupHistory(pool, named('released'), {}))?.marks ?? null);
  expect(marks.filter(({ kind }) => kind === 'release').map(({ detail }) => detail)).toEqual([
    'orders 1.1 reads; before it 1.0 did.',
  ]);
});
