import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';

/** What a broker is asked, and the answer's bytes behind the correlation id; an error breaks the connection. */
export type TestAnswer = (asked: { apiName: string; apiVersion: number; body: Buffer }) => Buffer | Error;

const newest = { minVersion: 0, maxVersion: 99 };
const unused = () => Promise.reject(new Error('This test has no answer to that'));

/** A cluster whose brokers answer what a test says; it leads every partition of `topics` by the broker named there. */
export function testCluster(
  answers: Record<string, TestAnswer>,
  {
    topics = {},
    apiKeys = [2, 9, 15, 16, 69, 77, 89, 90],
  }: { topics?: Record<string, number[]>; apiKeys?: number[] } = {},
): Cluster & { looks: number } {
  const brokers = new Map(Object.entries(answers).map(([id, answer]) => [id, testBroker(id, answer, topics, apiKeys)]));
  const [first] = brokers.values();
  const found = (broker: Broker | undefined) =>
    broker ? Promise.resolve(broker) : Promise.reject(new Error('connect ECONNREFUSED'));
  const cluster = {
    looks: 0,
    brokerPool: { findConnectedBroker: () => found(first), getNodeIds: () => [...brokers.keys()] },
    connect: unused,
    disconnect: unused,
    refreshMetadata: async () => {
      cluster.looks++;
    },
    findBroker: ({ nodeId }: { nodeId: string }) => found(brokers.get(nodeId)),
    findGroupCoordinator: unused,
  };
  return cluster;
}

function testBroker(
  nodeId: string,
  answer: TestAnswer,
  topics: Record<string, number[]>,
  apiKeys: readonly number[],
): Broker {
  return {
    nodeId,
    versions: Object.fromEntries(apiKeys.map((key) => [key, newest])),
    connectionPool: {
      send: async ({ request: { apiName, apiVersion, encode }, response }) => {
        const answered = answer({ apiName, apiVersion, body: bufferOf(await encode()) });
        if (answered instanceof Error) throw answered;
        return await response.parse(await response.decode(answered));
      },
    },
    metadata: async () => ({
      clusterId: 'test',
      topicMetadata: Object.entries(topics).map(([topic, leaders]) => ({
        topic,
        isInternal: false,
        partitionMetadata: leaders.map((leader, partitionId) => ({ partitionId, leader })),
      })),
    }),
    deleteRecords: unused,
    leaveGroup: unused,
    joinGroup: unused,
    describeGroups: unused,
    listGroups: unused,
    offsetCommit: unused,
    offsetFetch: unused,
  };
}

function bufferOf(encoded: unknown): Buffer {
  const held = typeof encoded === 'object' && encoded !== null && 'buffer' in encoded ? encoded.buffer : null;
  if (!Buffer.isBuffer(held)) throw new Error('The request has no bytes');
  return held;
}
