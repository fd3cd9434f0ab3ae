import type pg from 'pg';
import type { WrittenPartition } from '#server/event-flow/index.ts';

/** Up to where the words of a partition are indexed; `restartedAt` is that of the log it counts in. */
export type Cursor = Pick<WrittenPartition, 'cluster' | 'topicNumber' | 'partition' | 'next' | 'restartedAt'>;

type Place = Pick<WrittenPartition, 'cluster' | 'topicNumber' | 'partition'>;
type Row = { cluster: number; topic: number; record_partition: number; next: string; restarted_at: Date | null };

const columns = 'cluster, topic, record_partition, next_offset as next, restarted_at';

export function cursorName({ cluster, topicNumber, partition }: Place): string {
  return `${cluster}/${topicNumber}/${partition}`;
}

/** All cursors by name. */
export async function readCursors(pool: pg.Pool): Promise<Map<string, Cursor>> {
  const { rows } = await pool.query<Row>(`select ${columns} from word_cursor`);
  return byName(rows);
}

/** The cursors of these partitions, made where there is none, without those that another process works on. */
export async function lockCursors(client: pg.ClientBase, places: readonly Place[]): Promise<Map<string, Cursor>> {
  const values = [
    places.map(({ cluster }) => cluster),
    places.map(({ topicNumber }) => topicNumber),
    places.map(({ partition }) => partition),
  ];
  await client.query(
    `insert into word_cursor (cluster, topic, record_partition)
     select * from unnest($1::smallint[], $2::int[], $3::int[]) order by 1, 2, 3 on conflict do nothing`,
    values,
  );
  const { rows } = await client.query<Row>(
    `select ${columns} from word_cursor
      where (cluster, topic, record_partition) in (select * from unnest($1::smallint[], $2::int[], $3::int[]))
        for update skip locked`,
    values,
  );
  return byName(rows);
}

export async function moveCursors(client: pg.ClientBase, cursors: readonly Cursor[]): Promise<void> {
  await client.query(
    `update word_cursor c set next_offset = v.next, restarted_at = v.restarted_at
       from unnest($1::smallint[], $2::int[], $3::int[], $4::bigint[], $5::timestamptz[])
         as v (cluster, topic, record_partition, next, restarted_at)
      where c.cluster = v.cluster and c.topic = v.topic and c.record_partition = v.record_partition`,
    [
      cursors.map(({ cluster }) => cluster),
      cursors.map(({ topicNumber }) => topicNumber),
      cursors.map(({ partition }) => partition),
      cursors.map(({ next }) => next.toString()),
      cursors.map(({ restartedAt }) => restartedAt),
    ],
  );
}

function byName(rows: readonly Row[]): Map<string, Cursor> {
  const cursors = rows.map(({ cluster, topic, record_partition: partition, next, restarted_at: restartedAt }) => ({
    cluster,
    topicNumber: topic,
    partition,
    next: BigInt(next),
    restartedAt,
  }));
  return new Map(cursors.map((cursor) => [cursorName(cursor), cursor]));
}
