import type pg from 'pg';
import type { TopicPartitionOffset } from '#server/platform/kafka/index.ts';

export type Passing = { at: Date; errorMs: number };

export type PassingAsk = TopicPartitionOffset & {
  group: string;
  /** The record's own time: it was not passed before, and what was sampled before is not looked at. */
  sentAt?: Date;
};

/** Clocks of producers may be this much ahead. */
const aheadMs = 5 * 60_000;

/**
 * For each record when the group's commit went beyond it, true within ± `errorMs`, in the order asked: between two samples
 * that were seen to stand on both sides of it. Null: not passed, or not seen to be. Ask only for what is passed by now;
 * without `sentAt` every sample that is kept may have to be read.
 */
export async function whenPassed(pool: pg.Pool, asks: readonly PassingAsk[]): Promise<(Passing | null)[]> {
  if (asks.length === 0) return [];
  const { rows } = await pool.query<{ at: Date | null; since: Date | null }>(
    `select p.at, p.since
       from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::timestamptz[])
              with ordinality as a (group_name, topic, part, record, sent_at, n)
       left join lateral (select id from consumer_group where name = a.group_name
                           order by gone_at is not null, cluster limit 1) g on true
       left join lateral (select id from sampled_topic where name = a.topic order by cluster limit 1) t on true
       left join lateral (select c.at, c.since from commit_sample c
                           where c.group_id = g.id and c.topic_id = t.id and c.at >= a.sent_at
                             and c.committed[a.part + 1] > a.record
                           order by c.at limit 1) f on true
       left join lateral (select c.committed[a.part + 1] as committed from commit_sample c
                           where c.group_id = g.id and c.topic_id = t.id and c.at < f.at and c.committed[a.part + 1] >= -1
                           order by c.at desc limit 1) b on true
       left join lateral (select f.at, f.since where b.committed between -1 and a.record) p on true
      order by a.n`,
    [
      asks.map(({ group }) => group),
      asks.map(({ topic }) => topic),
      asks.map(({ partition }) => partition),
      asks.map(({ offset }) => offset.toString()),
      asks.map(({ sentAt }) => new Date(sentAt ? sentAt.getTime() - aheadMs : 0)),
    ],
  );
  return rows.map(({ at, since }) => {
    if (at === null || since === null) return null;
    const errorMs = (at.getTime() - since.getTime()) / 2;
    return { at: new Date(at.getTime() - errorMs), errorMs };
  });
}
