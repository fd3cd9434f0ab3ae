import { wordKinds } from './dictionary.ts';
import type { StoreState, TopicPartition } from './flow-store.ts';

export type LogEnds = TopicPartition & {
  /** First offset still in Kafka, and the one after the last; null when not asked. */
  logStart: bigint | null;
  logEnd: bigint;
  /** Up to where all transactions are over; null when not asked. */
  lastStable?: bigint | null;
};

/** Notes what Kafka holds, so that pages can say how far behind the index is, also of partitions that nobody reads. */
export async function recordLogEnds(
  { pool, dictionary, cluster }: StoreState,
  ends: readonly LogEnds[],
): Promise<void> {
  if (ends.length === 0) return;
  await dictionary.learn(
    wordKinds.topic,
    ends.map(({ topic }) => topic),
  );
  await pool.query(
    `insert into index_offset as o (cluster, topic, record_partition, log_start, log_end, last_stable, held_since, log_at)
     select $1, v.topic, v.record_partition, v.log_start, v.log_end, v.last_stable,
            case when v.last_stable < v.log_end then now() end, now()
       from unnest($2::int[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[])
         as v (topic, record_partition, log_start, log_end, last_stable)
      order by v.topic, v.record_partition
         on conflict (cluster, topic, record_partition) do update
        set log_start = coalesce(excluded.log_start, o.log_start), log_end = excluded.log_end, log_at = now(),
            last_stable = excluded.last_stable,
            held_since = case when excluded.last_stable = o.last_stable and excluded.held_since is not null
                              then coalesce(o.held_since, now()) else excluded.held_since end`,
    [
      cluster,
      ends.map(({ topic }) => dictionary.number(wordKinds.topic, topic)),
      ends.map(({ partition }) => partition),
      ends.map(({ logStart }) => logStart?.toString() ?? null),
      ends.map(({ logEnd }) => logEnd.toString()),
      ends.map(({ lastStable }) => lastStable?.toString() ?? null),
    ],
  );
}
