import { PartitionAssigners } from 'kafkajs';
import { Moment } from '#server/platform/clock/index.ts';
import { claimPartitions } from './claim-partitions.ts';
import { type KafkaConnection, openClient } from './connect-kafka.ts';
import type { ConsumeOptions } from './consumer-options.ts';
import { createBatchHandler } from './handle-batch.ts';
import { partitionKey } from './kafka-record.ts';
import { meanTopicIds } from './repair-fetch.ts';
import { type OutOfRange, onOutOfRange } from './repair-offset-reset.ts';
import { heartbeatIntervalMs, type Session } from './session.ts';
import type { FoundTopics } from './watch-topics.ts';

const closeTimeoutMs = 5_000;
// Some 30 s: keeps the membership over a broker's restart; afterwards a new session begins.
const retries = 32;

/** One life of a consumer: from joining the group with these topics to its end by a crash, `close` or a change of topics. */
export async function runSession(
  connection: KafkaConnection,
  options: ConsumeOptions,
  topics: FoundTopics,
  { onRunning, ended }: { onRunning(session: Session): void; ended: AbortSignal },
): Promise<{ session: Session; crash: Error | null }> {
  const session = openSession(connection, options, topics);
  const over = new Promise<Error | null>((resolve) => {
    session.consumer.on(session.consumer.events.CRASH, ({ payload }) => resolve(payload.error));
    ended.addEventListener('abort', () => resolve(null), { once: true });
    // Stopped while its topics were looked up: an event that has been is not told again.
    if (ended.aborted) resolve(null);
  });
  session.consumer.on(session.consumer.events.GROUP_JOIN, () => onRunning(session));
  try {
    await session.consumer.connect();
    await session.consumer.subscribe({ topics: [...topics.keys()], fromBeginning: options.fromBeginning ?? true });
    await session.consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: options.concurrency ?? 4,
      eachBatch: createBatchHandler(session),
    });
    return { session, crash: await over };
  } catch (error) {
    return { session, crash: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Lets the batches in hand end and leaves the group; gives up waiting after 5 s. */
export async function closeSession(session: Session): Promise<void> {
  session.closed = true;
  abortHandling(session);
  const timeout = new Promise<void>((resolve) => setTimeout(resolve, closeTimeoutMs).unref());
  await Promise.race([session.consumer.disconnect().catch(() => undefined), timeout]);
}

function openSession(connection: KafkaConnection, options: ConsumeOptions, topics: FoundTopics): Session {
  const consumer = openClient(connection, retries).consumer({
    groupId: options.group,
    // After a broker was killed, its group waits this long for members that do not come back.
    sessionTimeout: 10_000,
    rebalanceTimeout: 10_000,
    heartbeatInterval: heartbeatIntervalMs,
    maxWaitTimeInMs: 500,
    maxBytes: options.maxBytes ?? 8 * 1024 * 1024,
    // Also how soon partitions added to a topic are noticed.
    metadataMaxAge: 3_000,
    allowAutoTopicCreation: false,
    readUncommitted: false,
    partitionAssigners: [assignerTelling(topics, (lost) => options.onOutOfRange?.(lost))],
    retry: { restartOnFailure: async () => false },
  });
  const session: Session = {
    consumer,
    options,
    topics,
    generation: 0,
    memberId: '',
    assigned: [],
    claiming: new Set(),
    handling: new Set(),
    lastFetchAt: null,
    lastAnswerAt: null,
    closed: false,
  };
  watchEvents(session);
  return session;
}

function assignerTelling(
  topics: FoundTopics,
  listener: (lost: OutOfRange) => void,
): typeof PartitionAssigners.roundRobin {
  return (config) => {
    const assigner = PartitionAssigners.roundRobin(config);
    onOutOfRange(assigner, listener);
    meanTopicIds(assigner, topics);
    return assigner;
  };
}

function abortHandling({ handling }: Session): void {
  for (const controller of handling) controller.abort();
}

function watchEvents(session: Session): void {
  const { consumer } = session;
  consumer.on(consumer.events.REQUEST, ({ payload }) => {
    session.lastAnswerAt = new Moment();
    if (payload.apiName === 'Fetch') session.lastFetchAt = session.lastAnswerAt;
  });
  consumer.on(consumer.events.HEARTBEAT, () => {
    if (session.assigned.length === 0) session.lastFetchAt = new Moment();
  });
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    session.generation++;
    session.memberId = payload.memberId;
    abortHandling(session);
    session.assigned = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    session.options.logger.info(
      { group: payload.groupId, partitions: session.assigned.map(partitionKey) },
      'Joined the consumer group',
    );
    claimPartitions(session);
  });
}
