import { setTimeout as delay } from 'node:timers/promises';
import { NibbleError } from '#schemas/errors.ts';
import { Moment } from '#server/platform/clock/index.ts';
import { type ClusterDoor, createClusterDoor } from './cluster-door.ts';
import type { KafkaConnection } from './connect-kafka.ts';
import type { ConsumeOptions, ConsumerHandle, ConsumerState } from './consumer-options.ts';
import { closeSession, runSession } from './consumer-session.ts';
import type { Session } from './session.ts';
import { findTopics, topicsChanged } from './watch-topics.ts';

const lookUpEveryMs = 3_000;
const longestPauseMs = 5_000;
const leaveTimeoutMs = 2_000;

interface Consumption {
  readonly connection: KafkaConnection;
  readonly options: ConsumeOptions;
  readonly door: ClusterDoor;
  readonly stopping: AbortController;
  session: Session | null;
  state: ConsumerState;
  /** When a broker last answered before the present session. */
  lastAnswerAt: Moment | null;
}

/**
 * Consumes as a member of a group until stopped. Whatever ends kafkajs's own consumer, here a new one is begun; it is never
 * left dead. Only what is fully written of transactions is read (read_committed).
 */
export function consume(connection: KafkaConnection, options: ConsumeOptions): ConsumerHandle {
  const stopping = new AbortController();
  const door = createClusterDoor(connection);
  const consumption: Consumption = {
    connection,
    options,
    door,
    stopping,
    session: null,
    state: 'starting',
    lastAnswerAt: null,
  };
  const finished = keepConsuming(consumption);
  options.signal?.addEventListener('abort', () => stopping.abort(), { once: true });
  if (options.signal?.aborted) stopping.abort();
  return {
    stop: () => {
      stopping.abort();
      return finished;
    },
    lastFetchAt: () => (consumption.session?.lastFetchAt ?? consumption.lastAnswerAt)?.date() ?? null,
    lastAnswerAt: () => (consumption.session?.lastAnswerAt ?? consumption.lastAnswerAt)?.date() ?? null,
    state: () => consumption.state,
    assigned: () => consumption.session?.assigned ?? [],
    seek: ({ topic, partition, offset }) => {
      const { session } = consumption;
      if (session && !session.closed) session.consumer.seek({ topic, partition, offset: offset.toString() });
    },
    commit: async (offsets) => {
      const { session } = consumption;
      if (!session || session.closed) throw new NibbleError('unavailable', 'The consumer is not running');
      await session.consumer.commitOffsets(
        offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset: offset.toString() })),
      );
    },
  };
}

async function keepConsuming(consumption: Consumption): Promise<void> {
  const { signal } = consumption.stopping;
  let crashes = 0;
  while (!signal.aborted) {
    const before = Date.now();
    const crash = await oneSession(consumption).catch((error: unknown) => asError(error));
    if (signal.aborted) break;
    crashes = crash && Date.now() - before < 60_000 ? crashes + 1 : 0;
    if (crash) {
      enter(consumption, 'restarting', crash);
      const pauseMs = Math.min(100 * 2 ** crashes, longestPauseMs);
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
  await consumption.door.close();
  enter(consumption, 'stopped', null);
}

/** Gives the crash that ended the session, or null when it ended because topics changed or the consumer stops. */
async function oneSession(consumption: Consumption): Promise<Error | null> {
  const { connection, options, door, stopping } = consumption;
  const watching = new AbortController();
  const ended = AbortSignal.any([stopping.signal, watching.signal]);
  const watch = { everyMs: lookUpEveryMs, signal: ended, logger: options.logger };
  const topics = await findTopics(door, options.topics, watch);
  const onAnswer = () => {
    if (consumption.state === 'waiting for topics') consumption.lastAnswerAt = new Moment();
  };
  const changed = topicsChanged(door, options.topics, topics, { ...watch, onAnswer }).then(
    () => watching.abort(),
    () => undefined,
  );
  if (topics.size === 0) {
    enter(consumption, 'waiting for topics', null);
    onAnswer();
    await changed;
    return null;
  }
  const { session, crash } = await runSession(connection, options, topics, {
    ended,
    onRunning: (running) => {
      consumption.session = running;
      enter(consumption, 'running', null);
    },
  });
  watching.abort();
  await closeSession(session);
  consumption.lastAnswerAt = session.lastFetchAt ?? consumption.lastAnswerAt;
  consumption.session = null;
  if (crash) await leaveGroup(consumption, session);
  return crash;
}

/** A crashed kafkajs consumer does not leave its group, which would then wait for it until its session times out. */
async function leaveGroup({ door, options }: Consumption, { memberId }: Session): Promise<void> {
  if (!memberId) return;
  const leaving = door.use('Leaving the group', async (cluster) => {
    const coordinator = await cluster.findGroupCoordinator({ groupId: options.group });
    await coordinator.leaveGroup({ groupId: options.group, memberId });
  });
  await Promise.race([leaving.catch(() => undefined), delay(leaveTimeoutMs)]);
}

function enter(consumption: Consumption, state: ConsumerState, problem: Error | null): void {
  consumption.state = state;
  if (problem)
    consumption.options.logger.error({ err: problem, group: consumption.options.group }, 'Consumer restarts');
  consumption.options.onState?.(state, problem);
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
