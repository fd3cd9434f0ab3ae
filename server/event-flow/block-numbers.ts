import type pg from 'pg';

const step = 1000;

/** Numbers for blocks, fetched a thousand at a time, so that most batches need no question of their own. */
export class BlockNumbers {
  #pool: pg.Pool;
  #free: number[] = [];

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async take(count: number): Promise<number[]> {
    while (this.#free.length < count) {
      const { rows } = await this.#pool.query<{ first: string }>(`select nextval('block_number')::text as first`);
      const first = Number(rows[0]?.first);
      this.#free.push(...Array.from({ length: step }, (_, index) => first + index));
    }
    return this.#free.splice(0, count);
  }
}
