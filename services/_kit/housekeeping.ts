import type pg from 'pg';

const rowsAtOnce = 1_000;

/** What a service forgets, and when: the inbox must outlive its source topics, whose records may come again. */
const forgotten = [
  { table: 'outbox', when: "published_at < now() - interval '1 day'" },
  { table: 'inbox', when: "handled_at < now() - interval '8 days'" },
  // No retry tier keeps records longer: whoever waits for one that is gone would wait for ever.
  { table: 'failed_key', when: "failed_at < now() - interval '7 days'" },
  { table: 'given_up', when: "given_up_at < now() - interval '8 days'" },
  { table: 'idempotent_answer', when: "created_at < now() - interval '1 day'" },
] as const;

/** Deletes one batch of old rows of each table. Returns true when there may be more. */
export async function deleteOldRows(pool: pg.Pool): Promise<boolean> {
  let more = false;
  for (const { table, when } of forgotten) {
    const { rowCount } = await pool.query(
      `delete from ${table} where ctid = any(array(select ctid from ${table} where ${when} limit ${rowsAtOnce}))`,
    );
    more ||= rowCount === rowsAtOnce;
  }
  return more;
}
