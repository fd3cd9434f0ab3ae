import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { PartProblem } from '#schemas/api/common.ts';
import { type Clock, systemClock } from '#server/platform/clock/index.ts';
import { allowSilence } from '#server/platform/db/index.ts';
import { createGroupReader, type KafkaConnection } from '#server/platform/kafka/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { ensureLagPartitions } from './lag-partitions.ts';
import { SamplerLock } from './lead-sampling.ts';
import { restoreMemory } from './restore-memory.ts';
import { KafkaSilent, type SamplerState, sampleRound } from './sample-round.ts';

export type SamplerOptions = {
  kafka: KafkaConnection;
  /** For reading the index. */
  pool: pg.Pool;
  /** Of one connection, which is held for as long as this process is the sampler. */
  own: pg.Pool;
  /** The number of the cluster. */
  cluster: number;
  sampler: string;
  logger: Pick<Logger, 'info' | 'warn' | 'debug'>;
  clock?: Clock;
};

export type Sampler = {
  /** The last round of this process; null while another one is the sampler. */
  lastRound(): { atMs: number; tookMs: number } | null;
  stop(): Promise<void>;
};

const candidateMs = 1_000;
const partitionsMs = 600_000;
const longestPauseMs = 5_000;
/** So long may the connection be silent while Kafka is asked, and between rounds. */
const workMs = 30_000;
const restMs = 90_000;

/** Samples all groups again and again while no other process does; takes over within seconds when that one ends. */
export function sampleGroups(options: SamplerOptions): Sampler {
  const stopping = new AbortController();
  const seen: { last: ReturnType<Sampler['lastRound']> } = { last: null };
  const running = stand(options, stopping.signal, seen);
  return {
    lastRound: () => seen.last,
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

type Seen = { last: ReturnType<Sampler['lastRound']> };

async function stand(options: SamplerOptions, signal: AbortSignal, seen: Seen): Promise<void> {
  const lock = new SamplerLock(options.cluster);
  while (!signal.aborted) {
    try {
      await candidate(options, lock, signal, seen);
    } catch (err) {
      options.logger.warn({ err }, 'Sampling consumer groups was broken off; trying again');
    }
    seen.last = null;
    await pause(candidateMs, signal);
  }
}

/** Holds one connection while it waits for the lock and while it has it; whatever fails on it ends both. */
async function candidate(options: SamplerOptions, lock: SamplerLock, signal: AbortSignal, seen: Seen): Promise<void> {
  const client = await options.own.connect();
  let broken: Error | undefined;
  try {
    while (!signal.aborted && !(await lock.take(client))) await pause(candidateMs, signal);
    if (signal.aborted) return;
    await lead(options, client, signal, seen);
    await lock.free(client);
  } catch (error) {
    broken = error instanceof Error ? error : new Error('sampling failed', { cause: error });
    throw error;
  } finally {
    // Closing the connection frees the lock, whatever state it is in.
    client.release(broken);
  }
}

async function lead(options: SamplerOptions, client: pg.PoolClient, signal: AbortSignal, seen: Seen): Promise<void> {
  const { kafka, pool, cluster, sampler, logger, clock = systemClock } = options;
  await ensureLagPartitions(pool, clock.now());
  const memory = await restoreMemory(client, cluster);
  let requests = 0;
  const onRequest = () => {
    requests += 1;
  };
  const reader = createGroupReader(kafka, { onRequest });
  const state = { client, pool, cluster, sampler, memory, reader, everyMs: 0, requests: () => requests, clock };
  logger.info({ groups: memory.groups.size }, 'This process samples the consumer groups');
  try {
    await keepSampling(state, { signal, seen, logger });
  } catch (error) {
    // By another connection, since its own may be what broke; where none is to be had, the age alone says it.
    await tellProblem(pool, cluster, brokenOff).catch(() => undefined);
    throw error;
  } finally {
    await reader.close();
  }
}

type Keeping = { signal: AbortSignal; seen: Seen; logger: SamplerOptions['logger'] };

async function keepSampling(state: SamplerState & { client: pg.PoolClient }, { signal, seen, logger }: Keeping) {
  let failures = 0;
  let madeMs = performance.now();
  while (!signal.aborted) {
    if (performance.now() - madeMs > partitionsMs) {
      await ensureLagPartitions(state.pool, state.clock.now());
      madeMs = performance.now();
    }
    allowSilence(state.client, workMs);
    const round = await onceRound(state, logger);
    failures = round ? 0 : failures + 1;
    if (round) seen.last = { atMs: round.atMs, tookMs: round.tookMs };
    allowSilence(state.client, restMs);
    const pauseMs = round?.everyMs ?? Math.min(longestPauseMs, candidateMs * 2 ** failures);
    await pause(pauseMs, signal);
  }
}

/** Kafka being away is told and waited for; whatever the database refuses ends this process's turn. */
async function onceRound(state: SamplerState, logger: SamplerOptions['logger']) {
  try {
    return await sampleRound(state);
  } catch (err) {
    if (!(err instanceof KafkaSilent)) throw err;
    logger.debug({ err }, 'Kafka cannot be asked about groups');
    await tellProblem(state.client, state.cluster, kafkaSilent);
    return null;
  }
}

const kafkaSilent = { what: 'Kafka', detail: 'No broker answers: all numbers are as old as they say.' };
const brokenOff = {
  what: 'sampler',
  detail: 'The last round was broken off, and the collector tries again: all numbers are as old as they say.',
};

/** The numbers stay those of the last round, and say so by their age. */
async function tellProblem(db: pg.Pool | pg.ClientBase, cluster: number, problem: PartProblem): Promise<void> {
  await db.query('update lag_round set problems = $2, alive_at = now() where cluster = $1', [
    cluster,
    JSON.stringify([problem]),
  ]);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
