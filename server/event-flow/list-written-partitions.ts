import type pg from 'pg';

export type WrittenPartition = {
  /** Dictionary numbers. */
  cluster: number;
  topicNumber: number;
  topic: string;
  partition: number;
  /** The offset after the last one that is written. */
  next: bigint;
  /** Records written before are of another log that had the same offsets; null when there never was one. */
  restartedAt: Date | null;
};

type Row = {
  cluster: number;
  topic_number: number;
  topic: string;
  partition: number;
  next: string;
  restarted_at: Date | null;
};

/** How far each partition of the log is written, for those who read behind the collector with cursors of their own. */
export async function listWrittenPartitions(pool: pg.Pool): Promise<WrittenPartition[]> {
  const { rows } = await pool.query<Row>(
    `select o.cluster, o.topic as topic_number, w.text as topic, o.record_partition as partition, o.next_offset as next,
            f.restarted_at
       from index_offset o
       join word w on w.id = o.topic
       left join fold_cursor f using (cluster, topic, record_partition)
      where o.next_offset is not null
      order by w.text, o.record_partition`,
  );
  return rows.map(({ cluster, topic_number: topicNumber, topic, partition, next, restarted_at: restartedAt }) => ({
    cluster,
    topicNumber,
    topic,
    partition,
    next: BigInt(next),
    restartedAt,
  }));
}
