import type pg from 'pg';
import { wordKinds } from './dictionary.ts';

const mostNames = 500;

/** The event types that records have named so far, for menus; at most 500. */
export async function listEventTypes(pool: pg.Pool): Promise<string[]> {
  return await listWords(pool, wordKinds.type);
}

/** The services that records have named so far, for menus; at most 500. */
export async function listServices(pool: pg.Pool): Promise<string[]> {
  return await listWords(pool, wordKinds.service);
}

async function listWords(pool: pg.Pool, kind: number): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>('select text from word where kind = $1 order by text limit $2', [
    kind,
    mostNames,
  ]);
  return rows.map(({ text }) => text);
}
