import type pg from 'pg';
import { findWords } from './find-words.ts';

const most = 200;

/** Keys of the newest flows of which a record says all of the words, for lists that find flows by ids otherwise. */
export async function findFlowsByWords(
  pool: pg.Pool,
  asked: string,
): Promise<{ correlations: string[]; isCut: boolean }> {
  const { hits, isCut } = await findWords(pool, asked, most);
  return { correlations: hits.flatMap(({ record }) => record.correlation ?? []), isCut };
}
