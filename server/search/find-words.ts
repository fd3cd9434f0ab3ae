import type pg from 'pg';
import { NibbleError } from '#schemas/errors.ts';
import { readStretches, type Stretch, type StretchRecord } from '#server/event-flow/index.ts';
import { dayMs, inTransaction, listDayPartitions } from '#server/platform/db/index.ts';
import { type AskedWord, askedWords, matchRecord, type WordMatch } from './match-record.ts';

/** The newest record of a flow that says the words (or a record of no flow), and in how many of those looked at. */
export type WordHit = { record: StretchRecord; match: WordMatch; records: number };

export type FoundWords = {
  hits: WordHit[];
  /** There may be more: enough were found, or the look through groups was ended. */
  isCut: boolean;
};

/** Of a day so many groups are tried, and so many in all: words may all be in a group and never in one record of it. */
const groupsOfDay = 48;
const mostGroups = 64;
const patienceMs = 2_000;

type Group = { topics: number[]; partitions: number[]; firsts: string[]; lasts: string[] };

/**
 * The newest flows whose records say all of the words, one record in itself. Groups of records come from the index, day by
 * day; which record it is, and where it says so, is read in their bytes. Throws `unavailable` for words that begin so many
 * others that the index takes too long.
 */
export async function findWords(pool: pg.Pool, asked: string, most: number): Promise<FoundWords> {
  const words = askedWords(asked);
  if (words.length === 0) return { hits: [], isCut: false };
  const hits = new Map<string, WordHit>();
  const days = (await listDayPartitions(pool, 'word_group')).map(({ day }) => day).reverse();
  let tried = 0;
  for (const day of days) {
    const range = { from: day, to: new Date(day.getTime() + dayMs) };
    const groups = await readGroups(pool, range, words);
    for (const group of groups) {
      if (hits.size >= most || tried >= mostGroups) return { hits: [...hits.values()].slice(0, most), isCut: true };
      tried += 1;
      addHits(hits, await readStretches(pool, stretchesOf(group), range), words);
    }
    if (groups.length === groupsOfDay) return { hits: [...hits.values()].slice(0, most), isCut: true };
  }
  return { hits: [...hits.values()].slice(0, most), isCut: hits.size > most };
}

function addHits(hits: Map<string, WordHit>, records: readonly StretchRecord[], words: readonly AskedWord[]): void {
  for (const record of records) {
    const match = matchRecord(record.packed, words);
    if (!match) continue;
    const { topic, partition, offset, stored } = record.found;
    const key = record.correlation ?? `${topic}/${partition}/${offset} ${stored}`;
    const known = hits.get(key);
    if (known) known.records += 1;
    else hits.set(key, { record, match, records: 1 });
  }
}

async function readGroups(
  pool: pg.Pool,
  { from, to }: { from: Date; to: Date },
  words: readonly AskedWord[],
): Promise<Group[]> {
  const query = words.map(({ word, isBeginning }) => `'${word}'${isBeginning ? ':*' : ''}`).join(' & ');
  return await inTransaction(pool, async (client) => {
    await client.query(`set local statement_timeout = ${patienceMs}`);
    const { rows } = await client.query<Group>(
      `select topics, partitions, firsts::text[], lasts::text[] from word_group
        where ts >= $1 and ts < $2 and words @@ $3::tsquery order by ts desc limit ${groupsOfDay}`,
      [from, to, query],
    );
    return rows;
  }).catch((error: unknown) => {
    throw isTimeout(error) ? tooMany(error) : error;
  });
}

function stretchesOf({ topics, partitions, firsts, lasts }: Group): Stretch[] {
  return topics.map((topic, at) => ({
    topic,
    partition: partitions[at] ?? 0,
    first: firsts[at] ?? '0',
    last: lasts[at] ?? '0',
  }));
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014';
}

function tooMany(cause: unknown): NibbleError {
  return new NibbleError('unavailable', 'Too many words begin like this to look through; type more of them.', {
    cause,
  });
}
