import { setTimeout as delay } from 'node:timers/promises';
import { partitionKey } from './kafka-record.ts';
import type { Session } from './session.ts';

const longestPauseMs = 2_000;

/**
 * Holds back the partitions of a new assignment until `onAssigned` has said where they begin. The pause must be set in the
 * same tick as the assignment: kafkajs fetches right afterwards.
 */
export function claimPartitions(session: Session): void {
  if (!session.options.onAssigned) {
    // kafkajs keeps pauses across assignments, and whoever would have ended them belongs to the last one.
    session.consumer.resume(pausable(session));
    return;
  }
  session.claiming.clear();
  for (const where of session.assigned) session.claiming.add(partitionKey(where));
  if (session.assigned.length === 0) return;
  session.consumer.pause(pausable(session));
  void claim(session, session.generation);
}

async function claim(session: Session, generation: number): Promise<void> {
  const isCurrent = () => session.generation === generation && !session.closed;
  for (let pauseMs = 100; isCurrent(); pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      const positions = await session.options.onAssigned?.(described(session));
      if (isCurrent()) begin(session, positions ?? new Map());
      return;
    } catch (err) {
      session.options.logger.warn({ err }, 'Positions of the assigned partitions cannot be read; trying again');
      await delay(pauseMs);
    }
  }
}

function begin(session: Session, positions: ReadonlyMap<string, bigint>): void {
  for (const { topic, partition } of session.assigned) {
    const offset = positions.get(partitionKey({ topic, partition }));
    if (offset !== undefined) session.consumer.seek({ topic, partition, offset: offset.toString() });
  }
  session.claiming.clear();
  session.consumer.resume(pausable(session));
}

function described(session: Session) {
  return session.assigned.map(({ topic, partition }) => ({
    topic,
    partition,
    topicId: session.topics.get(topic) ?? null,
  }));
}

function pausable(session: Session) {
  return session.assigned.map(({ topic, partition }) => ({ topic, partitions: [partition] }));
}
