import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { AuditEntry } from '#schemas/api/audit.ts';
import { NibbleError } from '#schemas/errors.ts';
import { idKey } from '#server/platform/db/index.ts';

/** What is about to be done, by whom and why. `before` and `after` are values that JSON can hold. */
export type Deed = Pick<AuditEntry, 'actor' | 'name' | 'action' | 'subject' | 'what' | 'reason' | 'correlationId'> & {
  before?: unknown;
};

/** How it went: the value to give back, and what the entry says of it. Without an outcome it is done. */
export type Done<T> = { value: T; outcome?: 'done' | 'partly' | 'failed'; after?: unknown; detail?: string | null };

/**
 * Does `work` between the two halves of an audit entry: nothing is done that was not noted first. What `work` throws is
 * noted as failed and thrown on; an outcome that cannot be noted is thrown as `unavailable`, and the entry stays `begun`.
 */
export async function audited<T>(pool: pg.Pool, deed: Deed, work: (id: string) => Promise<Done<T>>): Promise<T> {
  const id = await begin(pool, deed);
  let done: Done<T>;
  try {
    done = await work(id);
  } catch (thrown) {
    const detail = thrown instanceof NibbleError ? thrown.detail : 'It failed for a reason that the log tells.';
    // The failure itself is what the caller must hear of.
    await end(pool, id, { outcome: 'failed', detail }).catch(() => undefined);
    throw thrown;
  }
  await noted(end(pool, id, done));
  return done.value;
}

async function begin(pool: pg.Pool, deed: Deed): Promise<string> {
  const { actor, name, action, subject, what, reason, before, correlationId } = deed;
  const id = uuidv7();
  await pool.query(
    `insert into audit_entry (id, actor, name, action, subject_kind, subject_key, subject, what, reason, before,
                              outcome, correlation_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'begun', $11)`,
    [id, actor, name, action, subject.kind, idKey(subject.id), subject.id, what, reason, asJson(before), correlationId],
  );
  return id;
}

async function end(pool: pg.Pool, id: string, done: Omit<Done<unknown>, 'value'>): Promise<void> {
  const { outcome = 'done', after, detail = null } = done;
  await pool.query(
    `update audit_entry set outcome = $2, after = $3, detail = $4, finished_at = now()
      where id = $1 and outcome = 'begun'`,
    [id, outcome, asJson(after), detail],
  );
}

async function noted(ending: Promise<void>): Promise<void> {
  try {
    await ending;
  } catch (cause) {
    throw new NibbleError('unavailable', 'It was done, but its outcome could not be noted in the audit.', { cause });
  }
}

function asJson(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
