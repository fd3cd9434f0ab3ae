import type pg from 'pg';
import type { FlowParts } from './flow-parts.ts';

const mostTopics = 5;

/** What the index does not have: what was dropped, and what Kafka holds and it has not read yet. */
export async function readLacks(pool: pg.Pool): Promise<Pick<FlowParts, 'keptSince' | 'unread'>> {
  const [kept, behind] = await Promise.all([
    pool.query<{ since: Date }>('select since from kept'),
    pool.query<{ topic: string; records: string }>(
      `select w.text as topic, sum(o.log_end - coalesce(o.next_offset, o.log_start))::text as records
         from index_offset o join word w on w.id = o.topic
        where o.log_end > coalesce(o.next_offset, o.log_start)
        group by w.text order by sum(o.log_end - coalesce(o.next_offset, o.log_start)) desc limit ${mostTopics}`,
    ),
  ]);
  return { keptSince: kept.rows[0]?.since ?? null, unread: behind.rows };
}
