import Encoder from 'kafkajs/src/protocol/encoder.js';
import { ByteWriter } from './byte-writer.ts';
import { encodeRecordBatch } from './encode-record-batch.ts';
import type { EncodableMessage } from './outgoing-message.ts';

interface ProducePartition {
  partition: number;
  firstSequence: number;
  messages: EncodableMessage[];
}

interface ProduceArguments {
  acks: number;
  timeout: number;
  transactionalId?: string | null;
  producerId?: { toString(): string };
  producerEpoch?: number;
  topicData: { topic: string; partitions: ProducePartition[] }[];
}

const produceKey = 0;
const versions = [3, 4, 5, 6, 7];

/**
 * kafkajs can send neither null header values nor headers in a given order, sorts timestamps as texts and computes with
 * them as floats. It loads the request of a version when it first needs it, so what is loaded can be ours.
 */
export function repairProduce(): void {
  // Not by an import: a bundler that knows `require` looks for what it loads among its own files.
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  for (const version of versions) {
    const path = require.resolve(`kafkajs/src/protocol/requests/produce/v${version}/request.js`);
    require(path);
    const loaded = require.cache[path];
    if (loaded) loaded.exports = (given: ProduceArguments) => produceRequest(version, given);
  }
}

function produceRequest(version: number, given: ProduceArguments) {
  return {
    apiKey: produceKey,
    apiVersion: version,
    apiName: 'Produce',
    expectResponse: () => given.acks !== 0,
    encode: async () => new Encoder().writeBuffer(encodeProduce(given)),
  };
}

function encodeProduce({
  acks,
  timeout,
  transactionalId,
  producerId,
  producerEpoch,
  topicData,
}: ProduceArguments): Buffer {
  const identity = {
    producerId: BigInt(producerId?.toString() ?? -1),
    producerEpoch: producerEpoch ?? 0,
    transactional: Boolean(transactionalId),
  };
  const writer = new ByteWriter(64 * 1024);
  writer.string(transactionalId ?? null);
  writer.int16(acks);
  writer.int32(timeout);
  writer.int32(topicData.length);
  for (const { topic, partitions } of topicData) {
    writer.string(topic);
    writer.int32(partitions.length);
    for (const { partition, firstSequence, messages } of partitions) {
      const batch = encodeRecordBatch(messages, { ...identity, firstSequence });
      writer.int32(partition);
      writer.int32(batch.length);
      writer.raw(batch);
    }
  }
  return writer.written();
}
