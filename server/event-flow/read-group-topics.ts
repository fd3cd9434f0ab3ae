import type pg from 'pg';
import type { GroupDeadLetters, GroupTopic, GroupTopics } from '#schemas/api/group-topics.ts';
import { wordKinds } from './dictionary.ts';

const mostTopics = 20;
const mostPartitions = 12;
const newestOfEach = 50;
const mostDeadTopics = 100;

type SeenRow = {
  topic: string;
  type: string | null;
  version: number | null;
  service: string | null;
  count: number;
  last_at: Date;
};

/**
 * What some topics hold by their newest indexed records (50 of each partition, of 12 partitions of a topic and 20 topics at
 * most), and the dead letters of the group that reads them.
 */
export async function readGroupTopics(pool: pg.Pool, group: string, topics: readonly string[]): Promise<GroupTopics> {
  const looked = topics.slice(0, mostTopics);
  const [seen, deadLetters] = await Promise.all([readSeen(pool, looked), readDeadLetters(pool, group)]);
  return {
    topics: looked.map((topic) => topicOf(topic, seen)),
    left: topics.length - looked.length,
    deadLetters,
    asOf: new Date().toISOString(),
  };
}

async function readSeen(pool: pg.Pool, topics: readonly string[]): Promise<SeenRow[]> {
  const { rows } = await pool.query<SeenRow>(
    `select w.text as topic, t.text as type, e.version, s.text as service, count(*)::int as count, max(e.ts) as last_at
       from (select id, text from word where kind = ${wordKinds.topic} and text = any($1)) w
      cross join lateral (select distinct record_partition from index_offset where topic = w.id
                           order by record_partition limit ${mostPartitions}) p
      cross join lateral (select ts, type, version, service from event
                           where topic = w.id and record_partition = p.record_partition
                           order by record_offset desc limit ${newestOfEach}) e
       left join word t on t.id = e.type
       left join word s on s.id = e.service
      group by w.text, t.text, e.version, s.text
      order by count desc, t.text, e.version desc`,
    [topics],
  );
  return rows;
}

function topicOf(topic: string, rows: readonly SeenRow[]): GroupTopic {
  const seen = rows.filter((row) => row.topic === topic);
  return {
    topic,
    seen: seen.map(({ type, version, service, count, last_at: lastAt }) => ({
      type,
      version,
      service,
      count,
      lastAt: lastAt.toISOString(),
    })),
    looked: seen.reduce((sum, { count }) => sum + count, 0),
  };
}

type DeadRow = {
  topic: string;
  records: string | null;
  last_at: Date | null;
  partition: number | null;
  offset: string | null;
};

/** Topics are found by their end: a group's name may hold what is a pattern elsewhere. */
async function readDeadLetters(pool: pg.Pool, group: string): Promise<GroupDeadLetters[]> {
  const { rows } = await pool.query<DeadRow>(
    `select w.text as topic, o.records, o.last_at, e.record_partition as partition, e.record_offset as "offset"
       from (select id, text from word where kind = ${wordKinds.topic} and right(text, length($1)) = $1
              order by text limit ${mostDeadTopics}) w
      cross join lateral (select case when bool_and(log_end is not null and log_start is not null)
                                   then sum(log_end - log_start)::text end as records,
                                 max(last_ts) as last_at
                            from index_offset where topic = w.id) o
       left join lateral (select newest.* from index_offset i
                           cross join lateral (select ts, record_partition, record_offset from event
                                                where topic = w.id and record_partition = i.record_partition
                                                order by record_offset desc limit 1) newest
                           where i.topic = w.id order by newest.ts desc limit 1) e on true
      order by w.text`,
    [`.${group}.dlq`],
  );
  return rows.map(({ topic, records, last_at: lastAt, partition, offset }) => ({
    topic,
    records,
    lastAt: lastAt?.toISOString() ?? null,
    newest: partition === null || offset === null ? null : { partition, offset },
  }));
}
