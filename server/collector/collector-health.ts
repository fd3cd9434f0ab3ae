import type { Readiness } from '#schemas/api/health.ts';
import type { CollectionHealth } from '#server/event-flow/index.ts';
import type { Clock, Moment } from '#server/platform/clock/index.ts';

/** `problem`: what keeps the tables from being ready, and then how the last question to the database failed. */
export type DatabaseHealth = { seen: Moment | null; problem: string | null };

// A sign of life is due every second; two may be lost.
const lateAfterMs = 3_000;

/** What `/readyz` says: the database answers, Kafka answers, and records are written. */
export function collectorReadiness(
  clock: Clock,
  database: DatabaseHealth,
  collection: CollectionHealth | null,
): Readiness {
  const now = clock.now();
  const kafkaTroubles = (collection?.troubles ?? []).filter(({ kind }) => kind === 'kafka');
  const writeTroubles = (collection?.troubles ?? []).filter(({ kind }) => kind === 'database' || kind === 'disk');
  const isFetching = collection !== null && collection.state !== 'starting' && kafkaTroubles.length === 0;
  const isDatabaseThere = database.problem === null && database.seen !== null && database.seen.ageMs() < lateAfterMs;
  const databaseWord = isDatabaseThere ? 'answers' : (database.problem ?? 'does not answer');
  const parts = [
    part('database', isDatabaseThere, databaseWord, database.seen?.date(clock) ?? null, now),
    part('kafka', isFetching, kafkaTroubles[0]?.what ?? 'records are read', collection?.lastFetchAt ?? null, now),
    part(
      'writing',
      writeTroubles.length === 0 && collection !== null,
      writeTroubles[0]?.what ?? `${collection?.waiting ?? 0} records wait to be written`,
      collection?.lastWriteAt ?? null,
      now,
    ),
  ];
  return { ready: parts.every(({ ok }) => ok), parts, asOf: now.toISOString() };
}

function part(name: string, ok: boolean, detail: string, seenAt: Date | null, now: Date) {
  const ageMs = seenAt ? now.getTime() - seenAt.getTime() : null;
  return { name, ok, detail, asOf: seenAt?.toISOString() ?? null, ageMs };
}
