import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type JavaMember, type JavaMembers, openJavaMembers } from '#server/platform/testing/index.ts';
import { committedOffsets } from './committed-offsets.ts';
import { openCluster } from './connect-kafka.ts';
import type { GroupDescription, GroupListing, GroupOffsets, GroupProblem } from './consumer-group.ts';
import { createGroupReader, type GroupReader } from './create-group-reader.ts';
import { describeGroups } from './describe-groups.ts';
import { listGroups } from './list-groups.ts';
import { openTestKafka, type TestKafka } from './open-test-kafka.ts';
import { runTransaction } from './run-transaction.ts';

let test0: TestKafka;
let java: JavaMembers | null;
let reader: GroupReader;
let orders: string;
const requests: string[] = [];
const protocols = ['classic', 'consumer', 'share', 'streams'] as const;
type Protocol = (typeof protocols)[number];
const joined = new Map<Protocol, Promise<void>>();

function memberOf(protocol: Protocol): JavaMember & { limit: number } {
  const group = `${test0.prefix}java-${protocol}`;
  return { name: `member-${protocol}`, protocol, group, topic: orders, limit: protocol === 'streams' ? 20 : 5 };
}

beforeAll(async () => {
  test0 = openTestKafka();
  reader = createGroupReader(test0.kafka, { onRequest: (name) => requests.push(name) });
  [java, orders] = await Promise.all([openJavaMembers(), test0.topic('orders', 2)]);
  const messages = Array.from({ length: 20 }, (_, i) => ({ key: null, value: `v${i}`, partition: i % 2 }));
  await test0.producer.send(orders, messages);
  // At once: each waits some seconds for its heartbeats.
  for (const protocol of protocols.filter((one) => one !== 'streams' || java?.withStreams)) {
    const joining = java?.join(memberOf(protocol)) ?? Promise.resolve();
    joining.catch(() => undefined);
    joined.set(protocol, joining);
  }
});
afterAll(async () => {
  await java?.close();
  await reader.close();
  await test0.close();
});

async function listed(group: string): Promise<GroupListing> {
  return await eventually(async () => (await reader.listGroups()).groups.find((one) => one.group === group), {
    what: `the group ${group}`,
  });
}

async function described(one: GroupListing): Promise<GroupDescription> {
  return known((await reader.describeGroups([one])).get(one.group));
}

async function committed(one: GroupListing): Promise<GroupOffsets['offsets']> {
  const { offsets } = known((await reader.committedOffsets([one])).get(one.group));
  return offsets.sort((a, b) => a.partition - b.partition);
}

function known<T extends object>(answer: T | GroupProblem | undefined): T {
  if (answer === undefined || 'problem' in answer) throw new Error(answer?.problem ?? 'No answer');
  return answer;
}

const both = () => [0, 1].map((partition) => ({ topic: orders, partition }));

describe('a group of each protocol is told as what it is, with its members and where it stands', () => {
  test('classic, by kafkajs', async () => {
    const { group, received } = test0.start([orders], { commit: 'auto-after-batch' });
    await eventually(() => received.records.length === 20, { what: 'all records' });
    const one = await listed(group);
    expect(one).toMatchObject({ protocol: 'classic', protocolType: 'consumer', coordinator: 1 });
    const { state, members, epoch, assignor } = await described(one);
    expect({ state, epoch, assignor }).toEqual({ state: 'stable', epoch: null, assignor: expect.stringMatching(/\w/) });
    expect(members).toMatchObject([{ host: '127.0.0.1', assigned: both(), subscribed: [orders] }]);
    await eventually(async () => (await committed(one)).every(({ offset }) => offset === 10n), { what: 'its commits' });
  });

  test('one that only commits', async () => {
    const group = `${test0.prefix}commits`;
    await test0.admin.commitOffsets(group, [{ topic: orders, partition: 1, offset: 4n }]);
    const one = await listed(group);
    expect(one).toMatchObject({ protocolType: '', state: 'empty' });
    expect(await described(one)).toEqual({ state: 'empty', assignor: null, epoch: null, members: [] });
    expect(await committed(one)).toEqual([{ topic: orders, partition: 1, offset: 4n, lag: null, problem: null }]);
  });

  test.for(protocols)('%s, by Java', async (protocol, { skip }) => {
    if (!java) return skip('Java has no compiler here');
    if (protocol === 'streams' && !java.withStreams) return skip('Kafka Streams could not be fetched');
    const { name, group, limit } = memberOf(protocol);
    await joined.get(protocol);
    await java.hasRead(name, limit);
    const one = await listed(group);
    expect(one).toMatchObject({ group, protocol });
    const { state, members, epoch } = await described(one);
    expect(state).toBe('stable');
    expect(members).toHaveLength(1);
    expect(members[0]).toMatchObject({ host: '127.0.0.1', subscribed: [orders] });
    expect(members[0]?.clientId).toContain(name);
    expect(members[0]?.assigned.sort((a, b) => a.partition - b.partition)).toEqual(both());
    if (protocol === 'classic') expect(epoch).toBeNull();
    else expect(epoch).toBeGreaterThan(0);
    await eventually(async () => doneOf(await committed(one), protocol) === limit, { what: 'what it has done' });
    await java.leave(name);
    const left = await listed(group);
    expect(left).toMatchObject({ state: 'empty', protocol });
    expect(await described(left)).toMatchObject({ state: 'empty', members: [] });
  });
});

/** How many records are done: by the offsets, or of a share group, whose offset stands still, by its lag in 10 a partition. */
function doneOf(offsets: GroupOffsets['offsets'], protocol: string): number {
  const done = offsets.map(({ offset, lag }) => {
    if (protocol === 'share') return lag === null ? 0n : 10n - lag;
    return offset ?? 0n;
  });
  return Number(done.reduce((total, one) => total + one, 0n));
}

describe('what is not there', () => {
  test('a group that was deleted after it was listed is told so, beside one that is there', async () => {
    const [gone, kept] = [`${test0.prefix}gone`, `${test0.prefix}kept`];
    for (const group of [gone, kept])
      await test0.admin.commitOffsets(group, [{ topic: orders, partition: 0, offset: 1n }]);
    const groups = [await listed(gone), await listed(kept)];
    await test0.admin.deleteGroups([gone]);
    const answers = await reader.describeGroups(groups.map((one) => ({ ...one, state: 'stable' })));
    expect(answers.get(gone)).toEqual({ problem: 'The group is no longer there' });
    expect(answers.get(kept)).toMatchObject({ state: 'empty' });
    const offsets = await reader.committedOffsets(groups);
    expect(offsets.get(kept)).toMatchObject({ offsets: [{ offset: 1n }] });
    // The broker has no offsets of a group it does not know, and no word for that.
    expect(offsets.get(gone)).toEqual({ offsets: [] });
    expect((await reader.listGroups()).groups.map(({ group }) => group)).not.toContain(gone);
  });

  test('a topic deleted and made anew begins at 0; what was committed for the old one is beyond its end or gone', async () => {
    const topic = await test0.topic('anew');
    const group = `${test0.prefix}of-the-old`;
    await test0.producer.send(topic, [{ key: null, value: 'old' }]);
    await test0.admin.commitOffsets(group, [{ topic, partition: 0, offset: 1n }]);
    const one = await listed(group);
    await test0.admin.deleteTopics([topic]);
    await eventually(async () => (await ends(topic, 0))?.problem, { what: 'the deletion' });
    expect(await ends(topic, 0)).toMatchObject({
      logEnd: null,
      logStart: null,
      problem: expect.stringContaining('not there'),
    });
    await test0.topic('anew');
    expect(await ends(topic, 0)).toMatchObject({ logStart: 0n, logEnd: 0n, problem: null });
    await eventually(async () => (await committed(one)).length === 0, {
      what: 'that the broker forgets the old commits',
    });
  });
});

test('a broker of Kafka 2.1 tells the groups and offsets that it knows of, and members of the classic protocol', async () => {
  const group = `${test0.prefix}old`;
  await test0.admin.commitOffsets(group, [{ topic: orders, partition: 0, offset: 3n }]);
  const cluster = openCluster(test0.kafka);
  await cluster.connect();
  await cluster.refreshMetadata();
  const broker = await cluster.findBroker({ nodeId: '1' });
  const upTo = (maxVersion: number) => ({ minVersion: 0, maxVersion });
  broker.versions = { 3: upTo(7), 9: upTo(5), 15: upTo(2), 16: upTo(2) };
  const one = (await listGroups(cluster)).groups.find((listed) => listed.group === group);
  expect(one).toEqual({ group, protocol: 'unknown', protocolType: '', state: 'unknown', coordinator: 1 });
  const groups = one ? [one] : [];
  expect((await describeGroups(cluster, groups)).get(group)).toMatchObject({ state: 'empty', members: [] });
  expect((await committedOffsets(cluster, groups)).get(group)).toMatchObject({
    offsets: [{ partition: 0, offset: 3n }],
  });
  await cluster.disconnect();
});

async function ends(topic: string, partition: number) {
  const [found] = await reader.partitionEnds([{ topic, partition }]);
  return found;
}

describe('where partitions begin and end', () => {
  test('the start behind deleted records, the stable end before an open transaction, an added partition, a time', async () => {
    const topic = await test0.topic('ends');
    const later = Date.now() + 3_600_000;
    const at = (timestamp: number, value: string) => ({ key: null, value, timestamp: BigInt(timestamp) });
    await test0.producer.send(topic, [at(1_000, 'a'), at(2_000, 'b'), at(later, 'c')]);
    await test0.admin.deleteRecords([{ topic, partition: 0, offset: 1n }]);
    const messages = [{ key: null, value: 'open', partition: 0 }];
    await runTransaction(test0.kafka, { id: `${topic}-open`, topic, messages, outcome: 'hang' });
    const before = { topic, partition: 0, logStart: 1n, logEnd: 4n, lastStable: 3n, problem: null };
    expect(await ends(topic, 0)).toEqual(before);
    expect(await ends(topic, 1)).toMatchObject({ logEnd: null, problem: expect.stringContaining('not there') });
    await test0.admin.addPartitions(topic, 2);
    requests.length = 0;
    const wanted = [0, 1].map((partition) => ({ topic, partition }));
    expect(await reader.partitionEnds(wanted)).toEqual([
      before,
      { topic, partition: 1, logStart: 0n, logEnd: 0n, lastStable: 0n, problem: null },
    ]);
    expect(requests.filter((name) => name === 'ListOffsets')).toHaveLength(3);
    const atTime = async (timeMs: number) => (await reader.offsetsAtTime(wanted, timeMs)).map(({ offset }) => offset);
    expect(await atTime(2_500)).toEqual([2n, 0n]);
    expect(await atTime(later + 1)).toEqual([4n, 0n]);
  });
});
