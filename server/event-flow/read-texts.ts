import type pg from 'pg';
import { keyOf, keyText, needsText } from './stored-id.ts';

/** Looks up how ids are shown, by key; those without a text kept any more get a stand-in. One index lookup a key. */
export async function readTexts(pool: pg.Pool, keys: Iterable<string | null>): Promise<(key: string) => string> {
  const wanted = [...new Set(keys)].filter((key) => key !== null).filter(needsText);
  if (wanted.length === 0) return (key) => keyText(key, null);
  const { rows } = await pool.query<{ key: string; text: string }>(
    'select distinct on (key) key, text from id_text where key = any($1::uuid[])',
    [wanted],
  );
  const texts = new Map(rows.map(({ key, text }) => [keyOf(key), text]));
  return (key) => keyText(key, texts.get(key));
}
