import type { Trouble } from '#schemas/api/live.ts';
import type { CollectorHealth } from '#server/event-flow/index.ts';
import { hasNoTables, isDatabaseAway } from './problem-of.ts';

/** Why the database could not be asked. */
export type DatabaseFailure = 'away' | 'hangs' | 'starting' | 'empty' | 'refuses';

type Words = { detail: string; next: string };

const goesOn = 'Pages keep what they have and go on by themselves once it is back.';
const waitsInKafka = 'What you see was read before; the rest waits in Kafka and follows by itself.';

const databaseWords: Record<DatabaseFailure, Words> = {
  away: { detail: 'The database cannot be reached', next: goesOn },
  hangs: { detail: 'The database does not answer', next: goesOn },
  starting: { detail: 'The database is starting', next: goesOn },
  empty: { detail: 'The database is empty', next: 'The collector, which makes its tables, has not run yet.' },
  refuses: { detail: 'The database refuses to be read', next: 'The log of the console says why.' },
};

const collectorWords: Record<string, Words> = {
  kafka: { detail: 'Kafka does not answer the collector', next: waitsInKafka },
  disk: {
    detail: 'The database takes nothing new: its disk is full',
    next: 'Make room on it; what waits in Kafka then follows by itself.',
  },
  database: { detail: 'The collector cannot write to the database', next: waitsInKafka },
  positions: { detail: 'The collector cannot find where to read on', next: waitsInKafka },
};

/** Nothing that a page shows is wrong or missing by it, so it is no trouble to tell of. */
const untold = new Set(['log ends']);

/** Pure: which failure of the database an error tells of. */
export function failureOf(thrown: unknown): DatabaseFailure {
  if (!(thrown instanceof Error)) return 'refuses';
  if ('code' in thrown && thrown.code === '57P03') return 'starting';
  if (/timeout/i.test(thrown.message)) return 'hangs';
  if (isDatabaseAway(thrown)) return 'away';
  return hasNoTables(thrown) ? 'empty' : 'refuses';
}

export function databaseTrouble(failure: DatabaseFailure, since: Date): Trouble {
  return { ...databaseWords[failure], since: since.toISOString() };
}

/**
 * Pure: what of the collector keeps pages from being true, or null. Ages are by the database's clock; times are told by
 * the clock of this process, which is the one that pages go by.
 */
export function collectorTrouble(health: CollectorHealth, now: Date): Trouble | null {
  const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
  if (health.ageMs === null)
    return { detail: 'No collector has run yet', since: null, next: 'It reads Kafka for the pages.' };
  if (health.isSilent) {
    const next = 'It has ended, hangs or cannot reach the database: newer records are missing until it is back.';
    return { detail: 'Nothing is heard of the collector', since: ago(health.ageMs), next };
  }
  const { trouble } = health;
  if (!trouble || untold.has(trouble.kind)) return null;
  const words = collectorWords[trouble.kind] ?? { detail: 'The collector is in trouble', next: waitsInKafka };
  return { ...words, since: ago(trouble.ageMs) };
}
