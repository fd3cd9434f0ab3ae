import type pg from 'pg';
import type { Readiness } from '#schemas/api/health.ts';
import { type Clock, Moment } from '#server/platform/clock/index.ts';
import { readBacklog } from './service-metrics.ts';
import type { Engine } from './start-engine.ts';

/** A consumer hears from its broker twice a second, every two seconds while it handles records. */
const brokerSilentMs = 3_500;
const outboxStuckSeconds = 30;

/**
 * Tells whether a service can do its work: database and tables, broker heard of late, outbox moving. `pool` must not wait
 * long for an answer: a database that hangs is to be told of within seconds.
 */
export function createReadiness(pool: pg.Pool, engine: Engine, clock: Clock): () => Promise<Readiness> {
  let databaseSeen: Moment | null = null;
  const part = (name: string, ok: boolean, detail: string, seenAt: Date | null) => ({
    name,
    ok,
    detail,
    asOf: seenAt?.toISOString() ?? null,
    ageMs: seenAt ? clock.now().getTime() - seenAt.getTime() : null,
  });
  return async () => {
    const { migrated, problem, subscription } = engine.state();
    const backlog = migrated ? await readBacklog(pool).catch(() => null) : null;
    if (backlog) databaseSeen = new Moment();
    const databaseSeenAt = databaseSeen?.date(clock) ?? null;
    const heardAt = subscription?.lastHeardAt() ?? null;
    const heard = heardAt !== null && Date.now() - heardAt.getTime() < brokerSilentMs;
    const parts = [
      part('database', backlog !== null, problem ?? (backlog ? 'answers' : 'does not answer'), databaseSeenAt),
      part('broker', heard, heard ? 'events are read' : 'no answer to reads of events yet, or not of late', heardAt),
    ];
    if (backlog) {
      const moving = backlog.outbox_age < outboxStuckSeconds;
      const oldest = Math.round(backlog.outbox_age);
      parts.push(
        part('outbox', moving, `${backlog.outbox} events to publish, the oldest ${oldest} s old`, databaseSeenAt),
        // Not a reason to take the service away: the other keys go on, and parked ones are tried again.
        part('parked', true, `${backlog.parked} records are put aside and tried again`, databaseSeenAt),
      );
    }
    return { ready: parts.every(({ ok }) => ok), parts, asOf: clock.now().toISOString() };
  };
}
