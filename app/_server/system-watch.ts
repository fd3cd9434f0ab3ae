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

const everyMs = 1_000;
/** A database that takes longer for a question of a millisecond hangs, or is as good as that. */
const patienceMs = 3_000;

export type SystemState = {
  /** When the database last answered. */
  seen: Moment | null;
  /** The database cannot be asked; `since` it last answered, or since it was first asked. */
  failure: { kind: DatabaseFailure; since: Moment } | null;
  /** What was last heard of the collector; null before the first answer. */
  health: CollectorHealth | null;
};

export type SystemWatch = {
  /** What is known of database and collector, a second old at most; waits for the first answer only. */
  state(): Promise<SystemState>;
  /** What keeps pages from being true, in plain words and since when; null when nothing is known to. */
  trouble(): Promise<Trouble | null>;
  /**
   * Reads from the database, unless it does not answer: then, and when it stops answering meanwhile, throws `unavailable`
   * at once, so that no page waits for half a minute.
   */
  whileDatabaseAnswers<T>(read: () => Promise<T>): Promise<T>;
};

/** The one watch of the web process. */
export function systemWatch(): SystemWatch {
  return inProcess('system watch', startWatch);
}

/** What a route reads from the database; `unavailable` at once while that does not answer. */
export function reading<T>(read: () => Promise<T>): Promise<T> {
  return systemWatch().whileDatabaseAnswers(read);
}

function startWatch(): SystemWatch {
  const pool = createPool({
    url: settings().DATABASE_URL,
    schema: 'console',
    applicationName: 'nibble web watch',
    max: 1,
    patienceMs,
    logger: log(),
  });
  const state: SystemState = { seen: null, failure: null, health: null };
  const waiting = new Set<(lost: NibbleError) => void>();
  const ask = async () => {
    await look(state, () => readCollectorHealth(pool));
    if (isGone(state)) for (const fail of waiting) fail(unavailable(state));
    setTimeout(ask, everyMs).unref();
  };
  const first = ask();
  return {
    state: async () => {
      await first;
      return state;
    },
    trouble: async () => {
      await first;
      return troubleOf(state);
    },
    whileDatabaseAnswers: async (read) => {
      if (isGone(state)) throw unavailable(state);
      const lost = Promise.withResolvers<never>();
      waiting.add(lost.reject);
      return await Promise.race([read(), lost.promise]).finally(() => waiting.delete(lost.reject));
    },
  };
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

function troubleOf({ failure, health }: SystemState): Trouble | null {
  if (failure) return databaseTrouble(failure.kind, failure.since.date());
  return health && collectorTrouble(health, new Date());
}

/** A database without tables, or that refuses this one question, may well answer another. */
function isGone({ failure }: SystemState): boolean {
  return failure !== null && failure.kind !== 'empty' && failure.kind !== 'refuses';
}

function unavailable({ failure }: SystemState): NibbleError {
  const { detail } = databaseTrouble(failure?.kind ?? 'away', new Date());
  return new NibbleError('unavailable', `${detail}.`);
}
