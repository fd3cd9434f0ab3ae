import type pg from 'pg';
import type { Readiness } from '#schemas/api/health.ts';
import { type Clock, Moment } from '#server/platform/clock/index.ts';
import { readBacklog } from './service-metrics.ts';
import type { Engine } from './start-engine.ts';
import type { WriteWatch } from './watch-writes.ts';

/** A consumer hears from its broker twice a second, every two seconds while it handles records. */
const brokerSilentMs = 3_500;
const outboxStuckSeconds = 30;

type ReadinessParts = {
  /** Must not wait long for an answer: a database that hangs is to be told of within seconds. */
  pool: pg.Pool;
  engine: Engine;
  writes: WriteWatch;
  clock: Clock;
};

/** Tells whether a service can do its work: database and tables, room to write, broker heard of late, outbox moving. */
export function createReadiness({ pool, engine, writes, clock }: ReadinessParts): () => Promise<Readiness> {
  let databaseSeen: Moment | null = null;
  const part = (name: string, ok: boolean, detail: string, seenAt: Date | null) => ({
    name,
    ok,
    detail,
    asOf: seenAt?.toISOString() ?? null,
    ageMs: seenAt ? clock.now().getTime() - seenAt.getTime() : null,
  });
  function brokerPart(subscription: ReturnType<Engine['state']>['subscription']) {
    const heardAt = subscription?.lastHeardAt() ?? null;
    const heard = heardAt !== null && Date.now() - heardAt.getTime() < brokerSilentMs;
    return part(
      'broker',
      heard,
      heard ? 'events are read' : 'no answer to reads of events yet, or not of late',
      heardAt,
    );
  }
  return async () => {
    const { migrated, problem, subscription } = engine.state();
    const backlog = migrated ? await readBacklog(pool).catch(() => null) : null;
    if (backlog) databaseSeen = new Moment();
    const seenAt = databaseSeen?.date(clock) ?? null;
    const full = writes.isDiskFull();
    const parts = [
      part('database', backlog !== null, problem ?? (backlog ? 'answers' : 'does not answer'), seenAt),
      part('writing', !full, full ? 'the disk of the database is full' : 'has room', seenAt),
      brokerPart(subscription),
      ...backlogParts(backlog).map(({ name, ok, detail }) => part(name, ok, detail, seenAt)),
    ];
    return { ready: parts.every(({ ok }) => ok), parts, asOf: clock.now().toISOString() };
  };
}

function backlogParts(backlog: Awaited<ReturnType<typeof readBacklog>> | null) {
  if (!backlog) return [];
  const { outbox, outbox_age: age, held } = backlog;
  const toPublish = `${outbox} events to publish, the oldest ${Math.round(age)} s old`;
  return [
    { name: 'outbox', ok: age < outboxStuckSeconds, detail: toPublish },
    // No reason to take the service away: the other keys go on, and the failed ones are retried or given up.
    { name: 'held', ok: true, detail: `${held} events wait behind a failed one of their key` },
  ];
}
