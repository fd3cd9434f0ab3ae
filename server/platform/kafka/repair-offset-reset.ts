import type { Assigner } from 'kafkajs';
import ConsumerGroup, { type GroupCluster } from 'kafkajs/src/consumer/consumerGroup.js';
import type { TopicPartition } from './kafka-record.ts';

/** A position that the log does not hold: below its start (retention was faster) or beyond its end (topic made anew). */
export interface OutOfRange extends TopicPartition {
  position: bigint;
  logStart: bigint;
  logEnd: bigint;
}

type Listener = (lost: OutOfRange) => void;

const listeners = new WeakMap<Assigner, Listener>();

/** Names who is told about positions out of range. The assigner is the one object of ours that kafkajs keeps in a group. */
export function onOutOfRange(assigner: Assigner, listener: Listener): void {
  listeners.set(assigner, listener);
}

/**
 * kafkajs commits offset −2 to the broker when a position is out of range and starts anew in silence. Here nothing is
 * written; the next fetch begins at the log start and whoever consumes is told.
 */
export function repairOffsetReset(): void {
  ConsumerGroup.prototype.recoverFromOffsetOutOfRange = async function reset(
    this: ConsumerGroup,
    { topic, partition }: TopicPartition,
  ): Promise<void> {
    const position = BigInt(this.offsetManager.nextOffset(topic, partition).toString());
    const [logStart, logEnd] = await Promise.all([
      offsetOf(this.cluster, { topic, partition }, true),
      offsetOf(this.cluster, { topic, partition }, false),
    ]);
    setPosition(this, { topic, partition }, logStart);
    for (const assigner of this.assigners) listeners.get(assigner)?.({ topic, partition, position, logStart, logEnd });
  };
}

async function offsetOf(
  cluster: GroupCluster,
  { topic, partition }: TopicPartition,
  fromBeginning: boolean,
): Promise<bigint> {
  const [answer] = await cluster.fetchTopicsOffset([{ topic, partitions: [{ partition }], fromBeginning }]);
  return BigInt(answer?.partitions[0]?.offset ?? 0);
}

function setPosition(group: ConsumerGroup, { topic, partition }: TopicPartition, offset: bigint): void {
  const committed = group.offsetManager.committedOffsets()[topic];
  const resolved = group.offsetManager.resolvedOffsets[topic];
  if (committed) committed[partition] = offset.toString();
  if (resolved) resolved[partition] = offset.toString();
}
