import type pg from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type ServiceMetrics = {
  registry: Registry;
  httpDuration: Histogram<'method' | 'route' | 'status'>;
  eventsPublished: Counter<'type'>;
  /** `outcome`: new, duplicate, or behind (held behind a failed event of its key). */
  eventsHandled: Counter<'type' | 'outcome'>;
  retries: Counter<'tier'>;
  deadLetters: Counter<'stage'>;
  outagePauses: Counter;
};

type Backlog = { outbox: number; outbox_age: number; held: number; timers: number; timers_late: number };

/** The Prometheus metrics of one service; what waits in its tables is counted when asked. */
export function createServiceMetrics(pool: pg.Pool): ServiceMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  addBacklogGauges(registry, pool);
  return {
    registry,
    httpDuration: new Histogram({
      name: 'http_server_request_duration_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.025, 0.1, 0.25, 1, 5],
      registers,
    }),
    eventsPublished: new Counter({
      name: 'nibble_events_published_total',
      help: 'Events that the broker has taken',
      labelNames: ['type'],
      registers,
    }),
    eventsHandled: new Counter({
      name: 'nibble_events_handled_total',
      help: 'Events handled, by outcome',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    ...failureCounters(registers),
  };
}

function failureCounters(registers: Registry[]) {
  return {
    retries: new Counter({
      name: 'nibble_retries_total',
      help: 'Events that failed and were sent to a retry tier',
      labelNames: ['tier'],
      registers,
    }),
    deadLetters: new Counter({
      name: 'nibble_dead_letters_total',
      help: 'Records that were given up, by the stage at which they failed',
      labelNames: ['stage'],
      registers,
    }),
    outagePauses: new Counter({
      name: 'nibble_outage_pauses_total',
      help: 'Times a partition was made to wait because something the service needs did not answer',
      registers,
    }),
  };
}

function addBacklogGauges(registry: Registry, pool: pg.Pool): void {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const outbox = gauge('nibble_outbox_waiting', 'Events written and not yet published');
  const age = gauge('nibble_outbox_oldest_seconds', 'Age of the oldest event that waits to be published');
  const held = gauge('nibble_held_events', 'Events that wait behind a failed one of their key');
  const timers = gauge('nibble_timers_waiting', 'Timers not yet due');
  const late = gauge('nibble_timers_late_seconds', 'How long the oldest due timer has waited');
  new Gauge({
    name: 'nibble_backlog_known',
    help: '1 when the figures of the backlog could be read from the database',
    registers: [registry],
    async collect() {
      const backlog = await readBacklog(pool).catch(() => null);
      this.set(backlog ? 1 : 0);
      outbox.set(backlog?.outbox ?? Number.NaN);
      age.set(backlog?.outbox_age ?? Number.NaN);
      held.set(backlog?.held ?? Number.NaN);
      timers.set(backlog?.timers ?? Number.NaN);
      late.set(backlog?.timers_late ?? Number.NaN);
    },
  });
}

/** What waits in a service's tables: counts, and ages in seconds. */
export async function readBacklog(pool: pg.Pool): Promise<Backlog> {
  const { rows } = await pool.query<Backlog>(
    `select o.waiting::int as outbox, o.age::float8 as outbox_age, h.waiting::int as held,
            t.waiting::int as timers, t.late::float8 as timers_late
     from (select count(*) as waiting, coalesce(extract(epoch from now() - min(created_at)), 0) as age
             from outbox where published_at is null) o,
          (select count(*) as waiting from held_record) h,
          (select count(*) filter (where due_at > now()) as waiting,
                  greatest(0, coalesce(extract(epoch from now() - min(due_at)), 0)) as late from timer) t`,
  );
  const [backlog] = rows;
  if (!backlog) throw new Error('the backlog gave no row');
  return backlog;
}
