import { listRecords, listWrittenPartitions } from '#server/event-flow/index.ts';
import { wordsOfRecord } from '#server/search/index.ts';
import { readCpuSeconds } from '../../processes/read-cpu.ts';
import { type Spread, spread } from '../figures/spread.ts';
import { slowQuery } from '../slow-query.ts';
import type { BenchStack } from '../with-bench-stack.ts';
import { flowsPerNote, rareWord } from './say-words.ts';
import { type WordKind, wordKinds } from './word-kinds.ts';

type Item = { ts: string; at: number; text: string; words: string[] };
type KindCost = {
  bytesAnEvent: number;
  /** PostgreSQL's CPU. */
  microsAnEvent: number;
  msToFind: Record<'rare' | 'common' | 'beginning', Spread | null>;
};

const together = 200;
const groupsAtOnce = 10;
const rounds = 60;

/** What each way to index words costs, on the words of the same records, and how soon it finds them. */
export async function compareKinds(bench: BenchStack, events: number, say: (line: string) => void) {
  const pages = await readPages(bench, events);
  const read = pages.reduce((sum, page) => sum + page.length, 0);
  const costs: Record<string, KindCost> = {};
  for (const kind of wordKinds) {
    say(`words of ${read} events as ${kind.name}`);
    costs[kind.name] = await measureKind(bench, kind, pages, read);
  }
  return { events: read, costs };
}

/** Groups of records of one partition each, as the index makes them under load. */
async function readPages({ pool }: BenchStack, events: number): Promise<Item[][]> {
  const pages: Item[][] = [];
  let left = events;
  for (const { topic, partition, next } of await listWrittenPartitions(pool)) {
    for (let from = 0n; from < next && left > 0; from += BigInt(together)) {
      const records = await listRecords(pool, { topic, partition, from, most: together });
      pages.push(
        records.flatMap(({ offset, tsMs, packed }) =>
          packed
            ? [
                {
                  ts: new Date(tsMs).toISOString(),
                  at: Number(offset),
                  text: packed.value?.toString() ?? '',
                  words: [...wordsOfRecord(packed)],
                },
              ]
            : [],
        ),
      );
      left -= records.length;
    }
  }
  return pages;
}

async function measureKind(bench: BenchStack, kind: WordKind, pages: Item[][], events: number): Promise<KindCost> {
  const { pool } = bench;
  await pool.query('drop table if exists bench_kind');
  await pool.query(kind.tables);
  const items = kind.of === 'records' ? pages : pages.map((page) => [groupOf(page)]);
  const before = await readCpuSeconds(bench.pidOf('postgres'));
  for (let at = 0; at < items.length; at += groupsAtOnce) {
    await pool.query(slowQuery(kind.insert, [JSON.stringify(items.slice(at, at + groupsAtOnce).flat())]));
  }
  const seconds = (await readCpuSeconds(bench.pidOf('postgres'))) - before;
  const { rows } = await pool.query<{ bytes: string }>(`select pg_total_relation_size('bench_kind')::text as bytes`);
  await pool.query(slowQuery('analyze bench_kind'));
  const rare = (nth: number) => rareWord(flowsPerNote * (1 + (nth % 10)));
  const cost = {
    bytesAnEvent: Number((Number(rows[0]?.bytes) / events).toFixed(1)),
    microsAnEvent: Number(((seconds * 1e6) / events).toFixed(1)),
    msToFind: {
      rare: await timeFind(bench, kind.find, (nth) => kind.word(rare(nth))),
      common: await timeFind(bench, kind.find, () => kind.word('porcini')),
      beginning:
        kind.beginning && (await timeFind(bench, kind.find, (nth) => kind.beginning?.(rare(nth).slice(0, -1)))),
    },
  };
  await pool.query('drop table bench_kind');
  return cost;
}

function groupOf(page: readonly Item[]): Item {
  const words = new Set(page.flatMap((item) => item.words));
  return { ts: page.at(-1)?.ts ?? '', at: page[0]?.at ?? 0, text: '', words: [...words] };
}

async function timeFind(
  { pool }: BenchStack,
  sql: string,
  asked: (nth: number) => string | undefined,
): Promise<Spread> {
  const times: number[] = [];
  for (let nth = 0; nth < rounds; nth += 1) {
    const startedAt = performance.now();
    await pool.query(slowQuery(sql, [asked(nth)]));
    times.push(performance.now() - startedAt);
  }
  return spread(times);
}
