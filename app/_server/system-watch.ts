import 'server-only';
import type { Trouble } from '#schemas/api/live.ts';
import { NibbleError } from '#schemas/errors.ts';
import { type CollectorHealth, readCollectorHealth } from '#server/event-flow/index.ts';
import { Moment } from '#server/platform/clock/index.ts';
import { createPool } from '#server/platform/db/index.ts';
import { inProcess } from './in-process.ts';
import { log } from './log.ts';
import { settings } from './settings.ts';
import { collectorTrouble, type DatabaseFailure, databaseTrouble, failureOf } from './trouble-of.ts';

/** Three seconds of the five in which /readyz must know are the collector's, before it says that Kafka is silent; another half is its own pulse. */
const everyMs = 500;
/** A database that takes longer for a question of a millisecond hangs, or is as good as that. */
const patienceMs = 3_000;

/** What is known of database and collector, a second old at most. */
export type SystemState = {
  /** When the database last answered. */
  seen: Moment | null;
  /** The database cannot be asked since it last answered, or since it was first asked. */
  failure: { kind: DatabaseFailure; since: Moment } | null;
  /** What was last heard of the collector; null before the first answer. */
  health: CollectorHealth | null;
};

/** Plain values and callbacks only: what one bundle makes, the classes of another do not know. */
type Watch = { state: SystemState; first: Promise<void>; onGone: Set<() => void> };

/** Begins to ask database and collector how they are, once a process. */
export function startSystemWatch(): void {
  watch();
}

/** Waits for the first answer only. */
export async function systemState(): Promise<SystemState> {
  await watch().first;
  return watch().state;
}

/** What keeps pages from being true, in plain words and since when; null when nothing is known to. */
export async function systemTrouble(): Promise<Trouble | null> {
  const { failure, health } = await systemState();
  if (failure) return databaseTrouble(failure.kind, failure.since.date());
  return health && collectorTrouble(health, new Date());
}

/**
 * Reads from the database, unless it does not answer: then, and when it stops answering meanwhile, throws `unavailable` at
 * once, so that nobody waits for half a minute.
 */
export async function reading<T>(read: () => Promise<T>): Promise<T> {
  const { state, onGone } = watch();
  if (isGone(state)) throw unavailable(state);
  const lost = Promise.withResolvers<never>();
  const onLost = () => lost.reject(unavailable(state));
  onGone.add(onLost);
  return await Promise.race([read(), lost.promise]).finally(() => onGone.delete(onLost));
}

function watch(): Watch {
  return inProcess('system watch', () => {
    const pool = createPool({
      url: settings().DATABASE_URL,
      schema: 'console',
      applicationName: 'nibble web watch',
      max: 1,
      patienceMs,
      logger: log(),
    });
    const state: SystemState = { seen: null, failure: null, health: null };
    const onGone = new Set<() => void>();
    const ask = async () => {
      await look(state, () => readCollectorHealth(pool));
      if (isGone(state)) for (const tell of onGone) tell();
      setTimeout(ask, everyMs).unref();
    };
    return { state, first: ask(), onGone };
  });
}

async function look(state: SystemState, ask: () => Promise<CollectorHealth>): Promise<void> {
  const askedAt = new Moment();
  try {
    state.health = await ask();
    state.seen = new Moment();
    state.failure = null;
  } catch (thrown) {
    const kind = failureOf(thrown);
    if (kind !== state.failure?.kind) log().warn({ err: thrown, kind }, 'the database cannot be asked');
    state.failure = { kind, since: state.failure?.since ?? state.seen ?? askedAt };
  }
}

/** A database without tables, or that refuses this one question, may well answer another. */
function isGone({ failure }: SystemState): boolean {
  return failure !== null && failure.kind !== 'empty' && failure.kind !== 'refuses';
}

function unavailable({ failure }: SystemState): NibbleError {
  const { detail } = databaseTrouble(failure?.kind ?? 'away', new Date());
  return new NibbleError('unavailable', `${detail}.`);
}
