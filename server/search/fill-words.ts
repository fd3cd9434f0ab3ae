import type pg from 'pg';
import { listRecords, listWrittenPartitions, type WrittenPartition } from '#server/event-flow/index.ts';
import { dayMs, ensureDayPartitions, inTransaction } from '#server/platform/db/index.ts';
import type { WordIndex } from './open-word-index.ts';
import { type Cursor, cursorName, lockCursors, moveCursors, readCursors } from './word-cursors.ts';
import { type WordGroup, WordGroups } from './word-groups.ts';
import { wordsOfRecord } from './words-of-record.ts';

export type FillResult = {
  records: number;
  /** More is waiting: call again. */
  remaining: boolean;
};

// A round keeps the event loop of its process busy for some ten milliseconds a page, and holds its records in memory.
const pageRecords = 500;
const pageBytes = 4 * 1024 * 1024;
const roundRecords = 2_000;

/**
 * Indexes the words of what is written and not yet indexed, a round at a time, in turn from all partitions of the log. The
 * cursors move in the transaction that adds, so that nothing is left out whatever dies; several processes share the work.
 */
export async function fillWords(index: WordIndex): Promise<FillResult> {
  const { pool } = index;
  const [written, cursors] = await Promise.all([listWrittenPartitions(pool), readCursors(pool)]);
  const behind = written.filter((partition) => isBehind(partition, cursors.get(cursorName(partition))));
  if (behind.length === 0) return { records: 0, remaining: false };
  const inTurn = [...behind.slice(index.turn % behind.length), ...behind.slice(0, index.turn % behind.length)];
  return await inTransaction(pool, async (client) => {
    const locked = await lockCursors(client, inTurn);
    const groups = new WordGroups();
    const moved: Cursor[] = [];
    let records = 0;
    for (const partition of inTurn) {
      const cursor = locked.get(cursorName(partition));
      if (!cursor) continue;
      if (records >= roundRecords) break;
      const page = await readPage(pool, partition, cursor, groups);
      records += page.records;
      moved.push(page.cursor);
    }
    index.turn += moved.length;
    await ensureDays(index, groups.all());
    await insertGroups(client, groups.all());
    await moveCursors(client, moved);
    return { records, remaining: records >= roundRecords || moved.some(isUnfinished(inTurn)) };
  });
}

function isBehind({ next, restartedAt }: WrittenPartition, cursor: Cursor | undefined): boolean {
  return !cursor || cursor.next < next || cursor.restartedAt?.getTime() !== restartedAt?.getTime();
}

function isUnfinished(partitions: readonly WrittenPartition[]): (cursor: Cursor) => boolean {
  const written = new Map(partitions.map((partition) => [cursorName(partition), partition.next]));
  return (cursor) => cursor.next < (written.get(cursorName(cursor)) ?? 0n);
}

/** A log that was made anew has the offsets of the old one again: it is read from the start, without what is of the old one. */
async function readPage(
  pool: pg.Pool,
  { cluster, topicNumber, topic, partition, next, restartedAt }: WrittenPartition,
  cursor: Cursor,
  groups: WordGroups,
): Promise<{ records: number; cursor: Cursor }> {
  const isAnew = cursor.restartedAt?.getTime() !== restartedAt?.getTime();
  const from = isAnew ? 0n : cursor.next;
  const page = await listRecords(pool, { topic, partition, from, most: pageRecords, mostBytes: pageBytes });
  for (const { offset, tsMs, writtenAt, packed } of page) {
    const isOfOldLog = restartedAt !== null && writtenAt !== null && writtenAt < restartedAt;
    if (packed && !isOfOldLog) groups.add(topicNumber, partition, { offset, tsMs }, wordsOfRecord(packed));
  }
  const last = page.at(-1);
  const reached = last ? last.offset + 1n : next;
  return { records: page.length, cursor: { cluster, topicNumber, partition, next: reached, restartedAt } };
}

async function ensureDays({ pool, days }: WordIndex, groups: readonly WordGroup[]): Promise<void> {
  const missing = new Set(groups.map(({ tsMs }) => Math.floor(tsMs / dayMs))).difference(days);
  if (missing.size === 0) return;
  await ensureDayPartitions(
    pool,
    'word_group',
    Array.from(missing, (day) => new Date(day * dayMs)),
  );
  for (const day of missing) days.add(day);
}

async function insertGroups(client: pg.ClientBase, groups: readonly WordGroup[]): Promise<void> {
  if (groups.length === 0) return;
  const listOf = (of: (stretch: WordGroup['stretches'][number]) => number | bigint) =>
    groups.map(({ stretches }) => `{${stretches.map(of).join()}}`);
  await client.query(
    `insert into word_group (ts, topics, partitions, firsts, lasts, words)
     select ts, topics::int[], partitions::int[], firsts::bigint[], lasts::bigint[], words::tsvector
       from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         as g (ts, topics, partitions, firsts, lasts, words)`,
    [
      groups.map(({ tsMs }) => new Date(tsMs)),
      listOf(({ topic }) => topic),
      listOf(({ partition }) => partition),
      listOf(({ first }) => first),
      listOf(({ last }) => last),
      groups.map(({ words }) => Array.from(words, (word) => `'${word}'`).join(' ')),
    ],
  );
}
