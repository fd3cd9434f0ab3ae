import { dayMs, ensureDayPartitions } from '#server/platform/db/index.ts';
import { slowQuery } from '../slow-query.ts';
import type { BenchStack } from '../with-bench-stack.ts';

const daysSpread = 6;
const hourMs = 3_600_000;
// Copies keep their distance from what the sequence gives and from each other.
const blocksApart = 1_000_000_000;
const offsetsApart = 10_000_000;

/**
 * The id that stands for another one in copy `copy`, everywhere the same: a UUID of version 7 keeps its place in time,
 * moved like its record, and has new random bits; any other id is wholly new.
 */
const copyOfId = `
  create or replace function bench_copy(id uuid, copy bigint, shift_ms bigint) returns uuid language sql immutable as $$
    select case
      when substr(id::text, 15, 1) = '7' then
        (lpad(to_hex(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint - shift_ms), 12, '0')
          || '7' || left(md5(id::text || copy), 19))::uuid
      else overlay(md5(id::text || copy) placing '4' from 13 for 1)::uuid
    end
  $$`;

const copyStatements = [
  `insert into event (ts, record_offset, event_ms, block, topic, record_partition, type, version, service, flags, cluster,
                      position, correlation, event_id, causation, trace)
   select ts - $2::bigint * interval '1 ms', record_offset + $1::bigint * ${offsetsApart}, event_ms - $2::bigint,
          block + $1::bigint * ${blocksApart}, topic, record_partition, type, version, service, flags, cluster, position,
          bench_copy(correlation, $1::bigint, $2::bigint), bench_copy(event_id, $1::bigint, $2::bigint), bench_copy(causation, $1::bigint, $2::bigint),
          bench_copy(trace, $1::bigint, $2::bigint)
     from event where block < ${blocksApart}`,
  `insert into block (ts, id, topic, raw_bytes, cluster, records, packed)
   select ts - $2::bigint * interval '1 ms', id + $1::bigint * ${blocksApart}, topic, raw_bytes, cluster, records, packed
     from block where id < ${blocksApart}`,
  `insert into ref (ts, kind, cluster, value, correlation)
   select ts - $2::bigint * interval '1 ms', kind, cluster, bench_copy(value, $1::bigint, $2::bigint), bench_copy(correlation, $1::bigint, $2::bigint)
     from ref where ts >= (select min(ts) from event where block < ${blocksApart})`,
  `insert into id_text (ts, key, text)
   select ts - $2::bigint * interval '1 ms', bench_copy(key, $1::bigint, $2::bigint), text || '-' || $1::bigint
     from id_text where ts >= (select min(ts) from event where block < ${blocksApart})`,
  `insert into word_group (ts, topics, partitions, firsts, lasts, words)
   select ts - $2::bigint * interval '1 ms', topics, partitions,
          (select array_agg(at + $1::bigint * ${offsetsApart} order by nth) from unnest(firsts) with ordinality as f (at, nth)),
          (select array_agg(at + $1::bigint * ${offsetsApart} order by nth) from unnest(lasts) with ordinality as l (at, nth)),
          words
     from word_group where firsts[1] < ${offsetsApart}`,
  `insert into flow (started_at, last_at, last_ts, done_at, failed_at, events, problems, last_type, cluster, in_process,
                     correlation, facets)
   select started_at - $2::bigint * interval '1 ms', last_at - $2::bigint * interval '1 ms', last_ts - $2::bigint * interval '1 ms',
          done_at - $2::bigint * interval '1 ms', failed_at - $2::bigint * interval '1 ms', events, problems, last_type, cluster,
          in_process, bench_copy(correlation, $1::bigint, $2::bigint), facets
     from flow where started_at >= $3::timestamptz`,
];

/**
 * Makes `copies` copies of all stored rows by SQL, with ids of their own, spread over the six days before: the same
 * tables, indexes and partitions as if the records had come through Kafka. Whole hours, so that blocks stay in theirs.
 */
export async function multiplyRows({ pool }: BenchStack, copies: number, say: (line: string) => void): Promise<void> {
  await pool.query(copyOfId);
  const days = Array.from({ length: daysSpread + 1 }, (_, day) => new Date(Date.now() - day * dayMs));
  await ensureDayPartitions(pool, 'word_group', days);
  const { rows } = await pool.query<{ first: Date }>('select min(started_at) as first from flow');
  const first = rows[0]?.first;
  const waiting = Array.from({ length: copies }, (_, index) => index + 1);
  const work = async () => {
    for (let copy = waiting.shift(); copy !== undefined; copy = waiting.shift()) {
      const shiftMs = Math.max(1, Math.round((copy * daysSpread * 24) / copies)) * hourMs;
      for (const text of copyStatements) {
        const values = [copy, shiftMs, first].slice(0, text.includes('$3') ? 3 : 2);
        await pool.query(slowQuery(text, values));
      }
      say(`copied once more: ${copies - waiting.length} of ${copies}`);
    }
  };
  await Promise.all([work(), work()]);
}

/** What autovacuum does by itself within minutes. */
export async function analyze({ pool }: BenchStack): Promise<void> {
  for (const table of ['event', 'block', 'ref', 'id_text', 'flow', 'word_group']) {
    await pool.query(slowQuery(`analyze ${table}`));
  }
}
