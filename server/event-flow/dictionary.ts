import type pg from 'pg';

/** `typed` is an event type in one version, see `typedWord`. */
export const wordKinds = { topic: 1, type: 2, service: 3, refKind: 4, typed: 5 } as const;
export type WordKind = (typeof wordKinds)[keyof typeof wordKinds];

const mostWords: Record<WordKind, number> = { 1: Number.POSITIVE_INFINITY, 2: 20_000, 3: 20_000, 4: 2_000, 5: 20_000 };

/**
 * Numbers for names that come again and again. New ones are written at once in a transaction of their own, so that a
 * number outlives the rollback of the rows that wanted it. Of types, services and kinds only so many are taken.
 */
export class Dictionary {
  #pool: pg.Pool;
  #numbers = new Map<WordKind, Map<string, number>>();
  #counts = new Map<WordKind, number>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** The number of a word that was given to `learn`; null when there are too many words of its kind. */
  number(kind: WordKind, text: string): number | null {
    return this.#numbers.get(kind)?.get(text) ?? null;
  }

  /** Learns the numbers of words, giving new ones where needed. */
  async learn(kind: WordKind, texts: Iterable<string>): Promise<void> {
    const unknown = [...new Set(texts)].filter((text) => this.number(kind, text) === null).sort();
    if (unknown.length === 0 || (await this.#isFull(kind, unknown))) return;
    await this.#pool.query(
      'insert into word (kind, text) select $1, text from unnest($2::text[]) as text order by text on conflict do nothing',
      [kind, unknown],
    );
    await this.#read(kind, unknown);
  }

  async #isFull(kind: WordKind, unknown: string[]): Promise<boolean> {
    if (!this.#counts.has(kind)) await this.#count(kind);
    if ((this.#counts.get(kind) ?? 0) < mostWords[kind]) return false;
    await this.#read(kind, unknown);
    return true;
  }

  async #count(kind: WordKind): Promise<void> {
    const { rows } = await this.#pool.query('select count(*)::int as count from word where kind = $1', [kind]);
    this.#counts.set(kind, rows[0].count);
  }

  async #read(kind: WordKind, texts: string[]): Promise<void> {
    const { rows } = await this.#pool.query<{ id: number; text: string }>(
      'select id, text from word where kind = $1 and text = any($2)',
      [kind, texts],
    );
    const numbers = this.#numbers.get(kind) ?? new Map<string, number>();
    for (const { id, text } of rows) numbers.set(text, id);
    this.#numbers.set(kind, numbers);
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + rows.length);
  }
}
