import { expect, test } from 'vitest';
import { settleDoubts } from './ask-node.ts';
import { ByteWriter } from './byte-writer.ts';
import { committedOffsets } from './committed-offsets.ts';
import type { GroupListing, GroupProtocol } from './consumer-group.ts';
import { describeGroups } from './describe-groups.ts';
import { listGroups } from './list-groups.ts';
import { earliestOffset, isolation, latestOffset } from './list-offsets.ts';
import { offsetsOfPartitions } from './offsets-of-partitions.ts';
import { testCluster } from './test-cluster.ts';

const start = { timestamp: earliestOffset, isolationLevel: isolation.readUncommitted };
const end = { timestamp: latestOffset, isolationLevel: isolation.readUncommitted };

test('a broker that is gone is a problem of its own; the groups of the others are listed', async () => {
  const cluster = testCluster({
    1: () => listing([['orders', 'Stable', 'Consumer']]),
    2: () => new Error('ECONNRESET'),
  });
  const { groups, problems } = await listGroups(cluster);
  expect(groups).toEqual([
    { group: 'orders', protocol: 'consumer', protocolType: 'consumer', state: 'stable', coordinator: 1 },
  ]);
  expect(problems).toEqual([{ broker: '2', detail: 'Broker 2 does not answer (ECONNRESET)' }]);
});

test('after a broker did not answer, the brokers are looked up anew, once', async () => {
  const cluster = testCluster({ 1: () => new Error('ECONNRESET') });
  await listGroups(cluster);
  expect(cluster.looks).toBe(0);
  await settleDoubts(cluster);
  await settleDoubts(cluster);
  expect(cluster.looks).toBe(1);
});

test('a broker that still loads its groups is told, not taken for one that has none', async () => {
  const { groups, problems } = await listGroups(testCluster({ 1: () => listing([], 14) }));
  expect({ groups, problems }).toEqual({
    groups: [],
    problems: [{ broker: '1', detail: 'The broker is still loading its groups' }],
  });
});

test('a state and a protocol that are not known yet are unknown', async () => {
  const { groups } = await listGroups(testCluster({ 1: () => listing([['new', 'DancingRebalance', 'Quantum']]) }));
  expect(groups).toMatchObject([{ state: 'unknown', protocol: 'unknown' }]);
});

test('each protocol has its own request; one coordinator that fails costs its own groups', async () => {
  const asked: string[] = [];
  const cluster = testCluster({
    1: ({ apiName }) => {
      asked.push(apiName);
      return apiName === 'OffsetFetch' ? offsets([['a', 0]]) : described('a');
    },
    2: () => new Error('gone'),
  });
  const groups = [
    listed('a', 'consumer', 1),
    listed('b', 'share', 2),
    listed('c', 'streams', 2),
    listed('d', 'classic', 2),
  ];
  const answers = await describeGroups(cluster, groups);
  expect(asked).toEqual(['ConsumerGroupDescribe']);
  expect(answers.get('a')).toMatchObject({ state: 'stable', epoch: 7, members: [] });
  for (const name of ['b', 'c', 'd']) expect(answers.get(name)).toEqual({ problem: 'Broker 2 does not answer (gone)' });
  const committed = await committedOffsets(cluster, groups);
  expect(committed.get('a')).toEqual({
    offsets: [{ topic: 't', partition: 0, offset: 40n, lag: null, problem: null }],
  });
  expect(committed.get('c')).toEqual({ problem: 'Broker 2 does not answer (gone)' });
});

test('a group that the answer passes over has a problem, and so has one that is gone', async () => {
  const cluster = testCluster({ 1: () => offsets([['gone', 69]]) });
  const committed = await committedOffsets(cluster, [
    listed('gone', 'classic', 1),
    listed('passed over', 'classic', 1),
  ]);
  expect(committed.get('gone')).toEqual({ problem: 'The group is no longer there' });
  expect(committed.get('passed over')).toEqual({ problem: 'The broker said nothing of this group' });
});

test('an empty classic group costs no question', async () => {
  const cluster = testCluster({ 1: () => new Error('asked') });
  const answers = await describeGroups(cluster, [{ ...listed('idle', 'classic', 1), state: 'empty' }]);
  expect(answers.get('idle')).toEqual({ state: 'empty', assignor: null, epoch: null, members: [] });
});

test('a broker that does not know a protocol says so for those groups', async () => {
  const cluster = testCluster({ 1: () => new Error('asked') }, { apiKeys: [] });
  const share = [listed('s', 'share', 1)];
  const tooOld = { problem: 'The broker is too old to be asked this' };
  expect((await describeGroups(cluster, share)).get('s')).toEqual(tooOld);
  expect((await committedOffsets(cluster, share)).get('s')).toEqual(tooOld);
});

test('many groups share requests: 450 groups are asked in three', async () => {
  let requests = 0;
  const cluster = testCluster({
    1: () => {
      requests++;
      return offsets([]);
    },
  });
  const groups = Array.from({ length: 450 }, (_, i) => listed(`g${i}`, 'classic', 1));
  expect((await committedOffsets(cluster, groups)).size).toBe(450);
  expect(requests).toBe(3);
});

test('one failing partition and one failing leader leave the ends of the others', async () => {
  const cluster = testCluster(
    {
      1: () =>
        ends('t', [
          [0, 0, 5n],
          [1, 29, -1n],
        ]),
      2: () => new Error('gone'),
    },
    { topics: { t: [1, 1, 2, -1] } },
  );
  const wanted = [0, 1, 2, 3, 9].map((partition) => ({ topic: 't', partition }));
  const rows = await offsetsOfPartitions(cluster, [...wanted, ...wanted], [start, end]);
  const nowhere = 'The partition is not there, or has no leader now';
  expect(rows.map(({ offsets: [first], problem }) => [first, problem])).toEqual([
    [5n, null],
    [null, 'The console may not read this topic'],
    [null, 'Broker 2 does not answer (gone)'],
    [null, nowhere],
    [null, nowhere],
  ]);
});

test('a leader that has moved is looked up and asked at once', async () => {
  const topics = { t: [1] };
  const cluster = testCluster(
    {
      1: () => {
        topics.t = [2];
        return ends('t', [[0, 6, -1n]]);
      },
      2: () => ends('t', [[0, 0, 9n]]),
    },
    { topics },
  );
  const rows = await offsetsOfPartitions(cluster, [{ topic: 't', partition: 0 }], [end]);
  expect(rows).toEqual([{ topic: 't', partition: 0, offsets: [9n], problem: null }]);
});

function listed(group: string, protocol: GroupProtocol, coordinator: number): GroupListing {
  return { group, protocol, protocolType: 'consumer', state: 'stable', coordinator };
}

function written(write: (writer: ByteWriter) => void): Buffer {
  const writer = new ByteWriter();
  writer.int8(0);
  writer.int32(0);
  write(writer);
  writer.int8(0);
  return writer.written();
}

function listing(groups: [group: string, state: string, type: string][], errorCode = 0): Buffer {
  return written((writer) => {
    writer.int16(errorCode);
    writer.compactArray(groups, ([group, state, type]) => {
      for (const text of [group, 'consumer', state, type]) writer.compactString(text);
      writer.int8(0);
    });
  });
}

function described(group: string): Buffer {
  return written((writer) => {
    writer.compactArray([group], () => {
      writer.int16(0);
      writer.unsigned(0);
      writer.compactString(group);
      writer.compactString('Stable');
      writer.int32(7);
      writer.int32(7);
      writer.compactString('uniform');
      writer.unsigned(1);
      writer.int32(0);
      writer.int8(0);
    });
  });
}

function offsets(groups: [group: string, errorCode: number][]): Buffer {
  return written((writer) => {
    writer.compactArray(groups, ([group, errorCode]) => {
      writer.compactString(group);
      writer.compactArray(['t'], (topic) => {
        writer.compactString(topic);
        writer.compactArray([0], (partition) => {
          writer.int32(partition);
          writer.int64(40n);
          writer.int32(0);
          writer.compactString('');
          writer.int16(0);
          writer.int8(0);
        });
        writer.int8(0);
      });
      writer.int16(errorCode);
      writer.int8(0);
    });
  });
}

function ends(topic: string, partitions: [partition: number, errorCode: number, offset: bigint][]): Buffer {
  const writer = new ByteWriter();
  writer.int32(0);
  writer.int32(1);
  writer.string(topic);
  writer.int32(partitions.length);
  for (const [partition, errorCode, offset] of partitions) {
    writer.int32(partition);
    writer.int16(errorCode);
    writer.int64(-1n);
    writer.int64(offset);
  }
  return writer.written();
}
