import type pg from 'pg';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { unpackBlock } from './block-format.ts';
import { wordKinds } from './dictionary.ts';

const mostRawBytes = 16 * 1024 * 1024;

type Row = {
  partition: number;
  offset: string;
  position: number;
  block: string;
  packed: Buffer | null;
  raw_bytes: number;
};

/**
 * The newest records of a topic that are in the index, whole, as far as their blocks stay within 16 MB unpacked: from each
 * partition's end, then by their times.
 */
export async function readNewestRecords(pool: pg.Pool, topic: string, most: number): Promise<KafkaRecord[]> {
  const { rows } = await pool.query<Row>(
    `select e.record_partition as partition, e.record_offset as "offset", e.position, e.block, b.raw_bytes,
            case when sum(b.raw_bytes) over (order by e.place) <= ${mostRawBytes} then b.packed end as packed
       from (select newest.*, row_number() over (order by newest.ts desc, newest.record_partition, newest.record_offset desc) as place,
                    row_number() over (partition by newest.block order by newest.ts desc, newest.record_offset desc) as nth
               from index_offset o
              cross join lateral (select ts, record_partition, record_offset, position, block
                                    from event
                                   where topic = o.topic and record_partition = o.record_partition
                                   order by record_offset desc limit $2) newest
              where o.topic = (select id from word where kind = ${wordKinds.topic} and text = $1)
              order by place limit $2) e
       left join block b on b.id = e.block and b.ts = date_trunc('hour', e.ts) and e.nth = 1
      order by e.place`,
    [topic, most],
  );
  const blocks = new Map<string, ReturnType<typeof unpackBlock>>();
  for (const { block, packed, raw_bytes: rawBytes } of rows) {
    if (packed) blocks.set(block, unpackBlock({ packed, rawBytes }, positionsIn(rows, block)));
  }
  return rows.flatMap(({ partition, offset, position, block }) => {
    const record = blocks.get(block)?.get(position);
    return record ? [{ topic, partition, offset: BigInt(offset), ...record }] : [];
  });
}

function positionsIn(rows: readonly Row[], block: string): Set<number> {
  return new Set(rows.filter((row) => row.block === block).map(({ position }) => position));
}
