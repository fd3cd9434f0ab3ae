import type pg from 'pg';
import type { OffsetRow } from './accept-batches.ts';

/** A partition by the number of its topic. */
export type PartitionNumber = { topic: number; partition: number };

/**
 * Locks the lines of these partitions, in sorted order so that two writers cannot wait for each other. Until the
 * transaction ends nobody else writes rows of them. Keyed by `topic number/partition`.
 */
export async function lockOffsets(
  client: pg.ClientBase,
  cluster: number,
  partitions: readonly PartitionNumber[],
): Promise<Map<string, OffsetRow>> {
  const { rows } = await client.query<{
    topic: number;
    record_partition: number;
    next: string | null;
    owner: string | null;
  }>(
    `select o.topic, o.record_partition, o.next_offset::text as next, o.owner
       from index_offset o
      where o.cluster = $1 and (o.topic, o.record_partition) in (select * from unnest($2::int[], $3::int[]))
      order by o.topic, o.record_partition
        for update of o`,
    [cluster, partitions.map(({ topic }) => topic), partitions.map(({ partition }) => partition)],
  );
  return new Map(
    rows.map((row) => [
      `${row.topic}/${row.record_partition}`,
      { nextOffset: row.next === null ? null : BigInt(row.next), owner: row.owner },
    ]),
  );
}

export type Advance = PartitionNumber & {
  to: bigint;
  logEnd: bigint;
  firstTsMs: number | null;
  lastTsMs: number | null;
};

/** Moves the next offsets of locked lines; the transaction that wrote the rows calls it. */
export async function advanceOffsets(
  client: pg.ClientBase,
  cluster: number,
  advances: readonly Advance[],
): Promise<void> {
  if (advances.length === 0) return;
  await client.query(
    `update index_offset o
        set next_offset = v.next, log_end = v.log_end, log_at = now(), updated_at = now(),
            first_ts = least(o.first_ts, to_timestamp(v.first_ms / 1000.0)),
            last_ts = greatest(o.last_ts, to_timestamp(v.last_ms / 1000.0))
       from unnest($2::int[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
         as v (topic, record_partition, next, log_end, first_ms, last_ms)
      where o.cluster = $1 and o.topic = v.topic and o.record_partition = v.record_partition`,
    [
      cluster,
      advances.map(({ topic }) => topic),
      advances.map(({ partition }) => partition),
      advances.map(({ to }) => to.toString()),
      advances.map(({ logEnd }) => logEnd.toString()),
      advances.map(({ firstTsMs }) => firstTsMs),
      advances.map(({ lastTsMs }) => lastTsMs),
    ],
  );
}
