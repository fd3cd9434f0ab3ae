import type pg from 'pg';

const lockName = 'nibble-lag-sampler';

/** A sampler that has given no sign of life for so long is frozen or cut off. */
const frozenMs = 30_000;

type Holder = { pid: number; aliveAt: string; since: number };

/**
 * Tries to become the only sampler of a cluster: a lock of this connection's session, which ends with it. A holder that
 * gives no sign of life is cut off, and the next try gets the lock.
 */
export class SamplerLock {
  readonly #cluster: number;
  #holder: Holder | null = null;

  constructor(cluster: number) {
    this.#cluster = cluster;
  }

  async take(client: pg.ClientBase): Promise<boolean> {
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
      [this.#name()],
    );
    if (rows[0]?.got) return true;
    await this.#outwait(client);
    return false;
  }

  async free(client: pg.ClientBase): Promise<void> {
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [this.#name()]);
  }

  /** By the steady clock of this process: nobody's wall clock matters. */
  async #outwait(client: pg.ClientBase): Promise<void> {
    const { rows } = await client.query<{ pid: number; alive_at: string | null; every_ms: number | null }>(
      `select l.pid, r.alive_at::text, r.every_ms
         from pg_locks l left join lag_round r on r.cluster = $2
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1
          and l.database = (select oid from pg_database where datname = current_database())
          and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended($1, 0)`,
      [this.#name(), this.#cluster],
    );
    const [row] = rows;
    if (!row) return;
    const known = this.#holder;
    const aliveAt = row.alive_at ?? '';
    if (known?.pid !== row.pid || known.aliveAt !== aliveAt) {
      this.#holder = { pid: row.pid, aliveAt, since: performance.now() };
      return;
    }
    if (performance.now() - known.since < Math.max(frozenMs, 3 * (row.every_ms ?? 0))) return;
    this.#holder = null;
    await client.query('select pg_terminate_backend($1)', [row.pid]);
  }

  #name(): string {
    return `${lockName} ${this.#cluster}`;
  }
}
