import type { Readiness } from '#schemas/api/health.ts';
import type { CollectionHealth } from '#server/event-flow/index.ts';
import type { Clock } from '#server/platform/clock/index.ts';

export type DatabaseHealth = { seenAt: Date | null; problem: string | null };

// A sign of life is due every second; three may be lost.
const lateAfterMs = 4_000;

/** What `/readyz` says: the database answers, Kafka answers, and records are written. */
export function collectorReadiness(
  clock: Clock,
  database: DatabaseHealth,
  collection: CollectionHealth | null,
): Readiness {
  const now = clock.now();
  const kafkaTroubles = (collection?.troubles ?? []).filter(({ what }) => what.startsWith('kafka'));
  const writeTroubles = (collection?.troubles ?? []).filter(({ what }) => what.startsWith('database'));
  const isFetching = collection !== null && collection.state !== 'starting' && kafkaTroubles.length === 0;
  const isDatabaseThere = database.problem === null && isFresh(database.seenAt, now);
  const parts = [
    part('database', isDatabaseThere, database.problem ?? 'answers', database.seenAt, now),
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

function isFresh(seenAt: Date | null, now: Date): boolean {
  return seenAt !== null && now.getTime() - seenAt.getTime() < lateAfterMs;
}
