import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type pg from 'pg';
import { NibbleError } from '#schemas/errors.ts';
import type { Work } from '../work.ts';

export type StoredAnswer = { status: number; body: unknown; correlationId: string };
export type IdempotencyKey = { scope: string; key: string; requestHash: string };

type Row = { request_hash: string; status: number; body: unknown; correlation_id: string };

const readableKey = /^[\x21-\x7e]{1,200}$/;

/** The request's `Idempotency-Key`, or null where it has none. Throws `invalid` for one that is not printable. */
export function idempotencyKeyOf(c: Context, body: unknown): IdempotencyKey | null {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return null;
  if (!readableKey.test(key)) {
    throw new NibbleError('invalid', 'The Idempotency-Key must be 1 to 200 printable characters without spaces.');
  }
  const requestHash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  return { scope: `${c.req.method} ${c.req.path}`, key, requestHash };
}

/** The answer given to this key before, null when it is new. Throws `invalid` when it came with another body. */
export async function storedAnswer(db: pg.Pool | pg.PoolClient, wanted: IdempotencyKey): Promise<StoredAnswer | null> {
  const { rows } = await db.query<Row>(
    'select request_hash, status, body, correlation_id from idempotent_answer where scope = $1 and key = $2',
    [wanted.scope, wanted.key],
  );
  const [row] = rows;
  if (!row) return null;
  if (row.request_hash !== wanted.requestHash) {
    throw new NibbleError('invalid', 'This Idempotency-Key was used before with another request.');
  }
  return { status: row.status, body: row.body, correlationId: row.correlation_id };
}

/**
 * Keeps an answer in the transaction of what it tells of. Returns the earlier answer when another request with this key
 * was first: it waits for that one's transaction, and the caller must then undo its own.
 */
export async function storeAnswer(work: Work, key: IdempotencyKey, answer: StoredAnswer): Promise<StoredAnswer | null> {
  const { rowCount } = await work.client.query(
    `insert into idempotent_answer (scope, key, request_hash, status, body, correlation_id)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [key.scope, key.key, key.requestHash, answer.status, JSON.stringify(answer.body), answer.correlationId],
  );
  return rowCount === 1 ? null : await storedAnswer(work.client, key);
}

/** Marks an answer as one given before, which belongs to the flow of the first request. */
export function markRepeated(c: Context, correlationId: string): void {
  c.header('idempotency-replayed', 'true');
  c.header('x-correlation-id', correlationId);
}
