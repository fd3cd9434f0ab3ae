import type pg from 'pg';
import { wordKinds } from './dictionary.ts';

/** The records of a partition from `offset` on, before `end`. */
export type UnreadStretch = { topic: string; partition: number; offset: bigint; end: bigint };

export type OffsetTime = {
  /** The first record that is indexed, with the time Kafka keeps of it; null where none is. */
  first: { offset: bigint; atMs: number } | null;
  /** How many records are indexed; null for more than `mostCounted`. */
  count: bigint | null;
  /** Whether the index has all that was ever readable there: what it has not are markers, aborted or compacted away. */
  covered: boolean;
};

const mostCounted = 10_000;

type Row = {
  record_offset: string | null;
  ts: Date | null;
  count: number;
  covered: boolean;
  indexed: boolean;
};

/**
 * What is indexed of each stretch, in the order asked: single lookups of an index, all in one query. Null: the topic is not
 * indexed. Of a topic that was deleted and made anew only what was written since counts.
 */
export async function readOffsetTimes(
  pool: pg.Pool,
  stretches: readonly UnreadStretch[],
): Promise<(OffsetTime | null)[]> {
  if (stretches.length === 0) return [];
  const { rows } = await pool.query<Row>(
    `with asked as materialized (
       select a.*, o.topic, o.next_offset, f.restarted_at, (select since from kept) as kept_since
         from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) with ordinality as a (name, part, from_offset, to_offset, n)
         left join word w on w.kind = ${wordKinds.topic} and w.text = a.name
         left join index_offset o on o.topic = w.id and o.record_partition = a.part
         left join fold_cursor f on f.cluster = o.cluster and f.topic = o.topic and f.record_partition = o.record_partition)
     select e.record_offset, e.ts, least(c.count, ${mostCounted + 1})::int as count,
            coalesce(a.next_offset >= a.to_offset and g.has is null
              and (a.kept_since is null or e.record_offset = a.from_offset or b.has), false) as covered,
            a.topic is not null as indexed
       from asked a
       left join lateral (select record_offset, ts from event e
                           where e.topic = a.topic and e.record_partition = a.part
                             and e.record_offset >= a.from_offset and e.record_offset < a.to_offset
                             and (a.restarted_at is null or ${isSince('a.restarted_at')})
                           order by e.record_offset limit 1) e on true
       left join lateral (select count(*) as count
                            from (select from event e
                                   where e.topic = a.topic and e.record_partition = a.part
                                     and e.record_offset >= a.from_offset and e.record_offset < a.to_offset
                                     and (a.restarted_at is null or ${isSince('a.restarted_at')})
                                   limit ${mostCounted + 1}) x) c on true
       left join lateral (select true as has from event p
                           where a.kept_since is not null and p.topic = a.topic and p.record_partition = a.part
                             and p.record_offset < a.from_offset limit 1) b on true
       left join lateral (select true as has from gap g
                           where g.topic = a.topic and g.record_partition = a.part
                             and g.from_offset < a.to_offset and g.to_offset > a.from_offset
                             and (a.restarted_at is null or g.at >= a.restarted_at) limit 1) g on true
      order by a.n`,
    [
      stretches.map(({ topic }) => topic),
      stretches.map(({ partition }) => partition),
      stretches.map(({ offset }) => offset.toString()),
      stretches.map(({ end }) => end.toString()),
    ],
  );
  return rows.map(offsetTime);
}

/** Rows from before a topic was made anew have the same offsets: those from after are in blocks that were written since. */
function isSince(moment: string): string {
  return `exists (select from block b where b.id = e.block and b.ts = date_trunc('hour', e.ts) and b.written_at >= ${moment})`;
}

function offsetTime({ record_offset: offset, ts, count, covered, indexed }: Row): OffsetTime | null {
  if (!indexed) return null;
  return {
    first: offset === null || ts === null ? null : { offset: BigInt(offset), atMs: ts.getTime() },
    count: count > mostCounted ? null : BigInt(count),
    covered,
  };
}
