import type pg from 'pg';
import type { EventData } from '#schemas/event-catalog.ts';
import type { Clock } from '#server/platform/clock/index.ts';
import { inTransaction } from '#server/platform/db/index.ts';
import { currentTraceHeaders } from '#server/platform/telemetry/index.ts';
import { type EventType, makeEvent, type NibbleEvent } from './event.ts';
import { asReleased } from './faults/as-released.ts';
import type { Faults } from './faults/faults.ts';
import { topicOf } from './topic-of.ts';

/** One transaction: the state it changes, the events it tells and the timers it starts are committed together. */
export type Work = {
  client: pg.PoolClient;
  correlationId: string;
  causationId: string | undefined;
  now: Date;
  /**
   * Tells an event. Events of one aggregate are published in the order of their transactions, provided each locks the
   * aggregate's row before it commits. Throws `internal` when the data does not fit its schema.
   */
  publish<Type extends EventType>(
    type: Type,
    key: string,
    data: EventData[Type],
    flow?: { correlationId?: string },
  ): NibbleEvent<Type>;
  /** The same in an older version: fields that its schema does not name are left out, and those of the newest may lack. */
  publish<Type extends EventType>(
    type: Type,
    key: string,
    data: Partial<EventData[Type]>,
    flow: { version: number; correlationId?: string },
  ): NibbleEvent<Type>;
  /** Starts the timer of this kind for the aggregate, `afterMs` after the commit's beginning; a second start moves it. */
  startTimer(kind: string, aggregateId: string, afterMs: number): void;
  /** Stops the aggregate's timers. Like their start it is written at the transaction's end, when its row is locked. */
  stopTimers(aggregateId: string): Promise<void>;
};

export type WorkSetting = {
  pool: pg.Pool;
  /** The service's name: source of its events, and its schema. */
  name: string;
  topicPrefix: string;
  clock: Clock;
  /** What is wrong on purpose; nothing where there are none. */
  faults?: Faults;
  /** Told after the commit that started timers. */
  onTimer(dueInMs: number): void;
  /** Told of every transaction that failed, before it is thrown on. */
  onFailure?(error: unknown): void;
};

export type Cause = { correlationId: string; causationId: string | undefined };

type OutboxRow = { topic: string; key: string; event: string };
type TimerRow = { aggregateId: string; kind: string; afterMs: number };
type Collected = { client: pg.PoolClient; events: OutboxRow[]; timers: TimerRow[]; stopped: Set<string> };

/** Runs `fn` in one transaction and writes what it told and started at its end. */
export async function runWork<T>(setting: WorkSetting, cause: Cause, fn: (work: Work) => Promise<T>): Promise<T> {
  const timers: TimerRow[] = [];
  const result = await inTransaction(setting.pool, async (client) => {
    const collected: Collected = { client, events: [], timers, stopped: new Set() };
    const value = await fn(createWork(setting, cause, collected));
    await writeCollected(setting, cause, collected);
    return value;
  }).catch((error: unknown) => {
    setting.onFailure?.(error);
    throw error;
  });
  for (const { afterMs } of timers) setting.onTimer(afterMs);
  return result;
}

/** Timers last: whoever holds an aggregate's row may touch its timers, and nobody waits for a row with a timer in hand. */
async function writeCollected({ name }: WorkSetting, cause: Cause, collected: Collected): Promise<void> {
  const { client, events, timers, stopped } = collected;
  if (events.length > 0) await insertEvents(client, name, events);
  if (stopped.size > 0) await client.query('delete from timer where aggregate_id = any($1)', [[...stopped]]);
  if (timers.length > 0) await insertTimers(client, cause, timers);
}

function createWork(setting: WorkSetting, cause: Cause, { client, events, timers, stopped }: Collected): Work {
  const now = setting.clock.now();
  return {
    client,
    ...cause,
    now,
    publish<Type extends EventType>(
      type: Type,
      key: string,
      data: Partial<EventData[Type]>,
      { version, ...flow }: { version?: number; correlationId?: string } = {},
    ) {
      const made = makeEvent(type, data, { source: setting.name, now, ...cause, ...flow }, version);
      const event = asReleased(setting.faults, made, key);
      events.push({ topic: setting.topicPrefix + topicOf(type), key, event: JSON.stringify(event) });
      return event;
    },
    startTimer: (kind, aggregateId, afterMs) => void timers.push({ kind, aggregateId, afterMs }),
    stopTimers: async (aggregateId) => {
      stopped.add(aggregateId);
      timers.splice(0, timers.length, ...timers.filter((timer) => timer.aggregateId !== aggregateId));
    },
  };
}

/** The channel on which a service's relay is woken. */
export function outboxChannel(name: string): string {
  return `outbox_${name}`;
}

async function insertEvents(client: pg.PoolClient, name: string, rows: OutboxRow[]): Promise<void> {
  await client.query(
    `with told as (
       insert into outbox (topic, key, event, trace)
       select row.topic, row.key, row.event::json, $4
       from unnest($1::text[], $2::text[], $3::text[]) with ordinality as row(topic, key, event, place)
       order by row.place
     )
     select pg_notify($5, '')`,
    [
      rows.map((row) => row.topic),
      rows.map((row) => row.key),
      rows.map((row) => row.event),
      JSON.stringify(currentTraceHeaders()),
      outboxChannel(name),
    ],
  );
}

async function insertTimers(client: pg.PoolClient, cause: Cause, rows: TimerRow[]): Promise<void> {
  await client.query(
    `insert into timer (aggregate_id, kind, due_at, correlation_id, causation_id, trace)
     select row.aggregate_id, row.kind, now() + row.after_ms * interval '1 millisecond', $4, $5, $6
     from unnest($1::text[], $2::text[], $3::float8[]) as row(aggregate_id, kind, after_ms)
     on conflict (aggregate_id, kind) do update
     set due_at = excluded.due_at, correlation_id = excluded.correlation_id, causation_id = excluded.causation_id,
         trace = excluded.trace, attempts = 0, last_error = null`,
    [
      rows.map((row) => row.aggregateId),
      rows.map((row) => row.kind),
      rows.map((row) => row.afterMs),
      cause.correlationId,
      cause.causationId ?? null,
      JSON.stringify(currentTraceHeaders()),
    ],
  );
}
