import { setTimeout as delay } from 'node:timers/promises';
import { Moment } from '#server/platform/clock/index.ts';
import {
  type ConsumerHandle,
  consume,
  createAdmin,
  type KafkaConnection,
  partitionKey,
} from '#server/platform/kafka/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { CollectQueue, type QueueLimits } from './collect-queue.ts';
import { type Collecting, type Trouble, Troubles } from './collecting.ts';
import type { StoreState } from './flow-store.ts';
import { createOffsetMirror } from './mirror-offsets.ts';
import { placeAnew } from './place-anew.ts';
import { placePartitions } from './place-partitions.ts';
import { keepSampling } from './sample-log-ends.ts';
import { keepWriting, writeRest } from './write-collected.ts';

export type CollectOptions = {
  kafka: KafkaConnection;
  state: StoreState;
  /** The name under which partitions are claimed: unlike any other process's, also an earlier one's on this machine. */
  owner: string;
  group: string;
  topics: RegExp;
  logger: Logger;
  limits?: QueueLimits;
};

export type CollectionHealth = {
  state: 'starting' | 'running' | 'degraded';
  /** What is wrong at the moment, the longest first. */
  troubles: Trouble[];
  lastFetchAt: Date | null;
  lastWriteAt: Date | null;
  /** Records read from Kafka and not yet in the database. */
  waiting: number;
  written: number;
  repeated: number;
  partitions: number;
};

export type Collection = {
  health(): CollectionHealth;
  /** Writes what is in hand, leaves the consumer group. */
  stop(): Promise<void>;
};

const usualLimits: QueueLimits = { records: 4_000, bytes: 8 * 1024 * 1024, waitMs: 100 };
const writers = 2;
const stopPatienceMs = 5_000;
/** A fetch is answered within half a second; a frozen broker must be told of within five. */
const silentAfterMs = 3_000;

/**
 * Indexes every record of the topics exactly once: Kafka hands batches over, the database's offsets alone decide where
 * reading goes on, and a batch counts only with the transaction that holds its rows. Runs until stopped, whatever fails.
 */
export function collect(options: CollectOptions): Collection {
  const stopping = new AbortController();
  const collecting = open(options, stopping.signal);
  const { consumer, mirror, admin } = collecting;
  const working = Array.from({ length: writers }, () => keepWriting(collecting, stopping.signal));
  const sampling = keepSampling(collecting, stopping.signal);

  async function drain(patience: AbortSignal): Promise<void> {
    await Promise.all(working);
    await writeRest(collecting, patience);
    await Promise.race([mirror.flush(), delay(1_000)]);
  }

  return {
    health: () => healthOf(collecting, consumer.lastFetchAt()),
    stop: async () => {
      stopping.abort();
      const patience = AbortSignal.timeout(stopPatienceMs);
      await Promise.race([drain(patience), delay(stopPatienceMs, undefined, { ref: false })]);
      mirror.stop();
      await consumer.stop();
      await sampling;
      await admin.close();
    },
  };
}

function open(options: CollectOptions, stopping: AbortSignal): Collecting {
  const { kafka, state, owner, logger, limits = usualLimits } = options;
  const consumer = startConsumer(options, stopping, () => collecting);
  const collecting: Collecting = {
    state,
    owner,
    logger,
    consumer,
    admin: createAdmin(kafka),
    queue: new CollectQueue(limits),
    blocked: new Map(),
    mirror: createOffsetMirror({ commit: (offsets) => consumer.commit(offsets), logger }),
    positions: new Map(),
    troubles: new Troubles(),
    writingSince: new Map(),
    lastWriteAt: null,
    lastRoomAt: null,
    written: 0,
    repeated: 0,
    givenUp: 0,
  };
  return collecting;
}

/** The consumer calls back later than this returns, so it may ask for what is only being put together. */
function startConsumer(
  { kafka, group, topics, logger }: CollectOptions,
  stopping: AbortSignal,
  collecting: () => Collecting,
): ConsumerHandle {
  return consume(kafka, {
    group,
    topics,
    commit: 'manual',
    // Handling a batch is only queueing it, so all partitions of a fetch are handed over at once.
    concurrency: 64,
    // Catching up, what is fetched and not yet written is most of the memory.
    maxBytes: 4 * 1024 * 1024,
    onAssigned: async (partitions) => {
      const { queue, positions } = collecting();
      queue.clear();
      positions.clear();
      return await placePartitions(collecting(), partitions);
    },
    eachBatch: async (batch, control) => {
      const { queue, blocked } = collecting();
      const isBlocked = blocked.get(partitionKey(batch)) === queue.generation;
      if (control.stale() || stopping.aborted || isBlocked) return;
      queue.add(batch);
      await queue.room(control.signal);
      collecting().lastRoomAt = new Moment();
    },
    onOutOfRange: ({ topic, partition, position, logEnd }) => {
      // Below the log start is met in order, by the fence: what is queued of before can still be written.
      if (position > logEnd) void placeAnew(collecting(), { topic, partition }, 0);
    },
    onState: (_, problem) => {
      const { troubles } = collecting();
      if (problem) troubles.begin('kafka', problem);
      else troubles.end('kafka');
    },
    logger,
  });
}

function healthOf(collecting: Collecting, lastFetchAt: Date | null): CollectionHealth {
  const troubles = [...collecting.troubles.list(), ...silences(collecting, lastFetchAt)].toSorted(
    (a, b) => a.since.getTime() - b.since.getTime(),
  );
  const undisturbed = lastFetchAt === null ? 'starting' : 'running';
  return {
    state: troubles.some(isGrave) ? 'degraded' : undisturbed,
    troubles,
    lastFetchAt,
    lastWriteAt: collecting.lastWriteAt?.date() ?? null,
    waiting: collecting.queue.size,
    written: collecting.written,
    repeated: collecting.repeated,
    partitions: collecting.consumer.assigned().length,
  };
}

/** Without the ends of partitions everything is read and stored; how far behind that is cannot be said. */
export function isGrave({ kind }: Trouble): boolean {
  return kind !== 'log ends';
}

/** A database or broker that hangs reports no error. While the queue is full, Kafka is not asked and need not answer. */
function silences(collecting: Collecting, lastFetchAt: Date | null): Trouble[] {
  const { queue, writingSince, lastRoomAt, troubles } = collecting;
  const slowest = [...writingSince.values()].find((since) => since.ageMs() > silentAfterMs);
  const askedMs = Math.min(ageMs(lastFetchAt), lastRoomAt?.ageMs() ?? Number.POSITIVE_INFINITY);
  const isFetchLate = lastFetchAt !== null && askedMs > silentAfterMs && !queue.isFull;
  const late: Trouble[] = [];
  // What is tried again and again takes long too, and then it is known why.
  const isUnanswered = slowest && !troubles.has('database');
  if (isUnanswered)
    late.push({ kind: 'database', what: 'database: a write has not been answered', since: slowest.date() });
  if (isFetchLate) late.push({ kind: 'kafka', what: 'kafka: no broker answers', since: lastFetchAt });
  return late;
}

function ageMs(at: Date | null): number {
  return at ? Date.now() - at.getTime() : Number.POSITIVE_INFINITY;
}
