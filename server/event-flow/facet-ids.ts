import type pg from 'pg';
import type { FlowSelection } from '#schemas/api/flow-list.ts';
import { wordKinds } from './dictionary.ts';
import { readTypedWord } from './typed-word.ts';

/** Numbers of which a flow has one at least (`seen`, `service`) or none (`missing`); null where nothing is asked. */
export type FacetIds = { seen: number[] | null; missing: number[] | null; service: number[] | null };

export type FacetQuery = Pick<FlowSelection, 'type' | 'version' | 'missing' | 'service'>;
type Word = { id: number; kind: number; text: string };

/** Looks up the numbers of what is asked for: none of what no record has named. */
export async function facetIdsOf(pool: pg.Pool, query: FacetQuery): Promise<FacetIds> {
  const { type, version, missing, service } = query;
  if ([type, version, missing, service].every((asked) => asked === undefined)) {
    return { seen: null, missing: null, service: null };
  }
  const words = await readWords(pool, query);
  return {
    seen: type === undefined && version === undefined ? null : seenIds(words, type, version),
    missing: missing === undefined ? null : seenIds(words, missing),
    service: service === undefined ? null : idsOf(words, ({ kind }) => kind === wordKinds.service),
  };
}

/** All numbers of a type, or those of a version of it, or those of any type in that version. */
function seenIds(words: readonly Word[], type: string | undefined, version?: number): number[] {
  return idsOf(words, ({ kind, text }) => {
    if (kind === wordKinds.type) return version === undefined && text === type;
    if (kind !== wordKinds.typed) return false;
    const word = readTypedWord(text);
    return (type === undefined || word.type === type) && (version === undefined || word.version === version);
  });
}

function idsOf(words: readonly Word[], isWanted: (word: Word) => boolean): number[] {
  return words.filter(isWanted).map(({ id }) => id);
}

/** Everything the answer can be among: a type's versions are found by how their words begin. */
async function readWords(pool: pg.Pool, { type, version, missing, service }: FacetQuery): Promise<Word[]> {
  const types = [type, missing].filter((text) => text !== undefined).map(storable);
  const ends = version === undefined || type !== undefined ? null : ` ${version}`;
  const { rows } = await pool.query<Word>(
    `select id, kind, text from word
      where kind = ${wordKinds.service} and text = $1
         or kind = ${wordKinds.type} and text = any($2)
         or kind = ${wordKinds.typed} and (
              exists (select from unnest($2::text[]) as t (type) where starts_with(text, t.type || ' ')) or
              right(text, length($3)) = $3)`,
    [service === undefined ? null : storable(service), types, ends],
  );
  return rows;
}

/** As records have it, which never hold what PostgreSQL cannot. */
function storable(text: string): string {
  return text.replaceAll('\0', '�');
}
