import type { Logger } from '#server/platform/logging/index.ts';
import { withTraceHeaders } from '#server/platform/telemetry/index.ts';
import type { TimerHandlers } from './handlers.ts';
import { runWork, type WorkSetting } from './work.ts';

export type TimerSetting = { work: WorkSetting; timers: TimerHandlers; logger: Logger };

type TimerRow = {
  aggregate_id: string;
  kind: string;
  /** As text: a Date would lose the microseconds by which a moved timer is told. */
  due_at: string;
  correlation_id: string;
  causation_id: string | null;
  trace: Record<string, string>;
};

/**
 * Runs one timer that is due, in the transaction that removes it; one that fails is due again later, ever later up to a
 * minute, and never lost. Returns false when none was due.
 */
export async function runDueTimer(setting: TimerSetting): Promise<boolean> {
  const due = await nextDue(setting);
  if (!due) return false;
  await withTraceHeaders(due.trace, async () => {
    try {
      await fire(setting, due);
    } catch (error) {
      if (error instanceof TimerIsGone) return;
      setting.logger.error(
        { err: error, timer: due.kind, aggregate: due.aggregate_id },
        'a timer failed and is tried again',
      );
      await postpone(setting, due, error);
    }
  });
  return true;
}

/** Milliseconds until the next timer is due, null when there is none. */
export async function nextTimerInMs({ work }: TimerSetting): Promise<number | null> {
  const { rows } = await work.pool.query<{ wait: number | null }>(
    'select (extract(epoch from min(due_at) - clock_timestamp()) * 1000)::float8 as wait from timer',
  );
  return rows[0]?.wait ?? null;
}

/** Skips a timer that another instance is just running. */
async function nextDue({ work }: TimerSetting): Promise<TimerRow | undefined> {
  const { rows } = await work.pool.query<TimerRow>(
    `select aggregate_id, kind, due_at::text as due_at, correlation_id, causation_id, trace
     from timer where due_at <= now() order by due_at limit 1 for update skip locked`,
  );
  return rows[0];
}

/** Undoes the transaction of a timer that somebody else ran, moved or stopped meanwhile. */
class TimerIsGone extends Error {}

/**
 * The handler first, which locks its aggregate, and the timer's row last: as every transaction does that stops or moves
 * timers of an aggregate it has locked, so that none of them waits in a circle.
 */
async function fire({ work: setting, timers }: TimerSetting, due: TimerRow): Promise<void> {
  const cause = { correlationId: due.correlation_id, causationId: due.causation_id ?? undefined };
  await runWork(setting, cause, async (work) => {
    const handler = timers[due.kind];
    if (!handler) throw new Error(`no handler for timers of the kind ${due.kind}`);
    await handler(due.aggregate_id, work);
    const { rowCount } = await work.client.query(
      'delete from timer where aggregate_id = $1 and kind = $2 and due_at = $3::timestamptz',
      [due.aggregate_id, due.kind, due.due_at],
    );
    if (rowCount === 0) throw new TimerIsGone();
  });
}

async function postpone({ work }: TimerSetting, due: TimerRow, error: unknown): Promise<void> {
  await work.pool.query(
    `update timer set attempts = attempts + 1, last_error = $3,
       due_at = now() + least(60, power(2, least(attempts, 6))) * interval '1 second'
     where aggregate_id = $1 and kind = $2`,
    [due.aggregate_id, due.kind, error instanceof Error ? error.message : String(error)],
  );
}
