import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, testBrokers } from '#server/platform/testing/index.ts';
import { connectKafka, openCluster } from './connect-kafka.ts';
import { createAdmin } from './create-admin.ts';
import { createProducer } from './create-producer.ts';
import { openTestKafka, silent, type TestKafka } from './open-test-kafka.ts';

let test0: TestKafka;
const topic: TestKafka['topic'] = (...args) => test0.topic(...args);
const start: TestKafka['start'] = (...args) => test0.start(...args);

beforeAll(() => {
  test0 = openTestKafka();
});
afterAll(() => test0.close());

describe('failures', () => {
  test('a batch whose handler throws comes again; other partitions go on meanwhile', async () => {
    const name = await topic('failing', 2);
    await test0.producer.send(name, [
      { key: null, value: 'bad', partition: 0 },
      { key: null, value: 'good', partition: 1 },
    ]);
    const seen: string[] = [];
    let failuresLeft = 3;
    start([name], {
      eachBatch: async ({ records }) => {
        const value = String(records[0]?.value);
        seen.push(value);
        if (value === 'bad' && failuresLeft-- > 0) throw new Error('not yet');
      },
    });
    await eventually(() => seen.filter((value) => value === 'bad').length === 4, { what: 'the batch comes again' });
    expect(seen.indexOf('good')).toBeLessThan(seen.lastIndexOf('bad'));
    expect(seen.filter((value) => value === 'good')).toHaveLength(1);
  });

  test('a message that Kafka refuses does not cost those sent beside it', async () => {
    const name = await topic('refused', 1, { 'max.message.bytes': '2000' });
    const sent = await Promise.allSettled([
      test0.producer.send(name, [{ key: null, value: 'a' }]),
      test0.producer.send(name, [{ key: null, value: 'x'.repeat(5_000) }]),
      test0.producer.send(name, [{ key: null, value: 'b' }]),
    ]);
    expect(sent.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(sent[1]).toMatchObject({ reason: { code: 'invalid' } });
    const { received } = start([name]);
    await eventually(() => received.records.length === 2, { what: 'both others' });
    expect(received.texts()).toEqual(['a', 'b']);
  });

  test('a topic that is deleted costs the others nothing but a moment, and comes back', async () => {
    const [doomed, kept] = [await topic('doomed'), await topic('kept')];
    await test0.producer.send(doomed, [{ key: null, value: 'before' }]);
    const { received } = start(new RegExp(`^${test0.prefix}(doomed|kept)$`));
    await eventually(() => received.texts().includes('before'), { what: 'the first record' });
    await test0.admin.deleteTopics([doomed]);
    await test0.producer.send(kept, [{ key: null, value: 'still read' }]);
    await eventually(() => received.texts().includes('still read'), { timeoutMs: 30_000, what: 'the other topic' });
    await eventually(async () => !(await test0.admin.listTopics()).includes(doomed), { what: 'the deletion' });
    await topic('doomed');
    // A producer of its own: the other one still counts on the old topic.
    const producer = createProducer(test0.kafka);
    await producer.send(doomed, [{ key: null, value: 'after' }]);
    await producer.close();
    await eventually(() => received.texts().includes('after'), { timeoutMs: 30_000, what: 'the topic made anew' });
  });

  test('a position that retention passed is told, and reading goes on at the log start', async () => {
    const name = await topic('passed');
    await test0.producer.send(
      name,
      Array.from({ length: 10 }, (_, i) => ({ key: null, value: `v${i}` })),
    );
    await test0.admin.deleteRecords([{ topic: name, partition: 0, offset: 6n }]);
    const lost: unknown[] = [];
    const { received, group } = start([name], {
      onAssigned: async () => new Map([[`${name}/0`, 2n]]),
      onOutOfRange: (range) => lost.push(range),
    });
    await eventually(() => received.records.length === 4, { what: 'the records that are left' });
    expect(received.texts()).toEqual(['v6', 'v7', 'v8', 'v9']);
    expect(lost).toEqual([{ topic: name, partition: 0, position: 2n, logStart: 6n, logEnd: 10n }]);
    expect(await test0.admin.fetchOffsets(group)).toEqual([]);
  });

  test('positions that cannot be read are asked again, and nothing is handed over before', async () => {
    const name = await topic('claimed');
    await test0.producer.send(name, [
      { key: null, value: 'a' },
      { key: null, value: 'b' },
    ]);
    let asked = 0;
    const { received } = start([name], {
      onAssigned: async () => {
        asked++;
        if (asked < 3) throw new Error('database away');
        expect(received.batches).toEqual([]);
        return new Map([[`${name}/0`, 1n]]);
      },
    });
    await eventually(() => received.records.length > 0, { what: 'records after the claim' });
    expect(received.texts()).toEqual(['b']);
    expect(asked).toBe(3);
  });
});

describe('a member that ended without a word', () => {
  /** Joins as a process would that is killed right afterwards; its session outlives the test. */
  async function joinAndVanish(group: string, clientId: string): Promise<void> {
    const cluster = openCluster(connectKafka({ brokers: testBrokers(), clientId, logger: silent }));
    await cluster.connect();
    const coordinator = await cluster.findGroupCoordinator({ groupId: group });
    const join = (memberId: string) =>
      coordinator.joinGroup({
        groupId: group,
        memberId,
        sessionTimeout: 600_000,
        rebalanceTimeout: 600_000,
        ...protocol,
      });
    const refused = await join('').catch((error: unknown) => error);
    const memberId = refused instanceof Error && 'memberId' in refused ? String(refused.memberId) : '';
    if (memberId !== '') await join(memberId);
    await cluster.disconnect();
  }
  const protocol = {
    protocolType: 'consumer',
    groupProtocols: [{ name: 'RoundRobinAssigner', metadata: Buffer.alloc(0) }],
  };

  test('keeps its group waiting until it is removed; others are left in it', async () => {
    const name = await topic('vanished');
    const group = `${test0.prefix}vanished`;
    await joinAndVanish(group, 'vanished-1');
    await test0.producer.send(name, [{ key: null, value: 'waits' }]);
    const { received, consumer } = start([name], { group });
    expect(await test0.admin.removeMembers(group, ['somebody-else'])).toBe(0);
    expect(received.records).toEqual([]);
    expect(await test0.admin.removeMembers(group, ['vanished-1'])).toBe(1);
    await eventually(() => received.records.length === 1, { timeoutMs: 45_000, what: 'the record' });
    expect(await test0.admin.removeMembers(group, ['vanished-1'])).toBe(0);
    expect(consumer.assigned()).toEqual([{ topic: name, partition: 0 }]);
  });
});

describe('topics and partitions that come later', () => {
  test('a topic that matches is read without losing the place in the others', async () => {
    const first = await topic('come-1');
    await test0.producer.send(first, [{ key: null, value: 'a' }]);
    const { received } = start(new RegExp(`^${test0.prefix}come-`), { commit: 'auto-after-batch' });
    await eventually(() => received.records.length === 1, { what: 'the first record' });
    const second = await topic('come-2');
    await test0.producer.send(second, [{ key: null, value: 'b' }]);
    await eventually(() => received.records.length === 2, { timeoutMs: 20_000, what: 'the later topic' });
    await test0.producer.send(first, [{ key: null, value: 'c' }]);
    await eventually(() => received.records.length === 3, { what: 'the first topic again' });
    expect(received.texts()).toEqual(['a', 'b', 'c']);
  });

  test('no topic at all is waited for, and partitions are found when they are added', async () => {
    const { received, consumer } = start([`${test0.prefix}absent`]);
    await eventually(() => consumer.state() === 'waiting for topics', { what: 'waiting' });
    expect(consumer.lastFetchAt()).not.toBeNull();
    const name = await topic('absent');
    await eventually(() => consumer.assigned().length === 1, { timeoutMs: 20_000, what: 'the topic' });
    await test0.admin.addPartitions(name, 3);
    await eventually(() => consumer.assigned().length === 3, { timeoutMs: 20_000, what: 'the added partitions' });
    const producer = createProducer(test0.kafka);
    await producer.send(name, [{ key: null, value: 'on the third', partition: 2 }]);
    await producer.close();
    await eventually(() => received.texts().includes('on the third'), { what: 'its record' });
  });
});

describe('repairs', () => {
  test('log ends cost one request a broker for all partitions of all topics', async () => {
    const requests: string[] = [];
    const admin = createAdmin(test0.kafka, { onRequest: (name) => requests.push(name) });
    const partitions = await admin.partitionsOf([await topic('ends-1', 7), await topic('ends-2', 5)]);
    await admin.logEnds(partitions);
    requests.length = 0;
    expect(await admin.logEnds(partitions)).toHaveLength(12);
    expect(await admin.logStarts([...partitions, { topic: `${test0.prefix}nowhere`, partition: 0 }])).toHaveLength(12);
    await admin.close();
    expect(requests.filter((name) => name === 'ListOffsets')).toHaveLength(2);
    expect(requests.filter((name) => name !== 'ListOffsets' && name !== 'Metadata')).toEqual([]);
  });

  test('reading a group’s offsets writes nothing', async () => {
    const name = await topic('offsets');
    const group = `${test0.prefix}offsets`;
    await test0.admin.commitOffsets(group, [{ topic: name, partition: 0, offset: 4n }]);
    const requests: string[] = [];
    const admin = createAdmin(test0.kafka, { onRequest: (api) => requests.push(api) });
    expect(await admin.fetchOffsets(group)).toEqual([{ topic: name, partition: 0, offset: 4n }]);
    await admin.close();
    expect(requests).not.toContain('OffsetCommit');
  });

  test('an idle consumer sets a few timers a second and no warning is printed', async () => {
    const warnings: string[] = [];
    const heard = (warning: Error) => warnings.push(warning.name);
    process.on('warning', heard);
    const { consumer } = start([await topic('idle', 3)]);
    await eventually(() => consumer.lastFetchAt(), { what: 'the first fetch' });
    const original = globalThis.setTimeout;
    let timers = 0;
    globalThis.setTimeout = Object.assign((...given: Parameters<typeof original>) => {
      timers++;
      return original(...given);
    }, original);
    const since = performance.now();
    const fetchedAt = consumer.lastFetchAt();
    await eventually(() => Number(consumer.lastFetchAt()) > Number(fetchedAt) + 1_500, {
      everyMs: 250,
      what: 'idle fetches',
    });
    globalThis.setTimeout = original;
    process.off('warning', heard);
    // The unrepaired client sets some 850 a second on each connection.
    expect((timers * 1_000) / (performance.now() - since)).toBeLessThan(60);
    expect(warnings).toEqual([]);
  });
});
