/** A way to index words: its table, how records get into it (from $1, a JSON list), and how a word is asked for. */
export type WordKind = {
  name: string;
  tables: string;
  /** Records one by one, or groups of 200 of a partition. */
  of: 'records' | 'groups';
  insert: string;
  find: string;
  /** How a word, and how a beginning of one is written into `find`; null: it cannot be asked for. */
  word: (word: string) => string;
  beginning: ((word: string) => string) | null;
};

const newest = 'order by ts desc limit 48';
const given = 'from jsonb_to_recordset($1::jsonb) as g (ts timestamptz, at bigint, text text, words text[])';

const vectors = {
  tables: `create table bench_kind (ts timestamptz, at bigint, words tsvector);
    create index on bench_kind using gin (words) with (gin_pending_list_limit = 1024)`,
  insert: `insert into bench_kind select ts, at, array_to_tsvector(words) ${given}`,
  find: `select at from bench_kind where words @@ $1::tsquery ${newest}`,
  word: (word: string) => `'${word}'`,
  beginning: (word: string) => `'${word}':*`,
};

export const wordKinds: readonly WordKind[] = [
  {
    name: 'trigrams of each record',
    of: 'records',
    tables: `create extension if not exists pg_trgm with schema public;
      create table bench_kind (ts timestamptz, at bigint, text text);
      create index on bench_kind using gin (text public.gin_trgm_ops) with (gin_pending_list_limit = 1024)`,
    insert: `insert into bench_kind select ts, at, text ${given}`,
    find: `select at from bench_kind where text ilike $1 ${newest}`,
    word: (word) => `%${word}%`,
    beginning: (word) => `%${word}%`,
  },
  {
    name: 'tsvector of each record',
    of: 'records',
    ...vectors,
  },
  {
    name: 'tsvector of each group',
    of: 'groups',
    ...vectors,
  },
  {
    name: 'hashes of each group',
    of: 'groups',
    tables: `create table bench_kind (ts timestamptz, at bigint, words int[]);
      create index on bench_kind using gin (words) with (gin_pending_list_limit = 1024)`,
    insert: `insert into bench_kind
      select ts, at, array(select hashtext(word) from unnest(words) as word) ${given}`,
    find: `select at from bench_kind where words @> array[hashtext($1)] ${newest}`,
    word: (word) => word,
    beginning: null,
  },
  {
    name: 'a row for each word of a group',
    of: 'groups',
    tables: `create table bench_kind (ts timestamptz, at bigint, word text);
      create index on bench_kind (word text_pattern_ops, ts)`,
    insert: `insert into bench_kind select ts, at, word ${given}, unnest(words) as word`,
    find: `select at from bench_kind where word like $1 ${newest}`,
    word: (word) => word,
    beginning: (word) => `${word}%`,
  },
];
