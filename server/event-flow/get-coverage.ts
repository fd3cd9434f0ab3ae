import type pg from 'pg';
import type { Coverage } from '#schemas/api/coverage.ts';

type Row = {
  topic: string;
  from: Date | null;
  to: Date | null;
  behind: string | null;
  held: string | null;
  held_since: Date | null;
  gaps: number;
  as_of: Date | null;
  is_fresh: boolean | null;
};

/** Older than this, what Kafka holds counts as not known any more. */
const freshMs = 15_000;

/** Every transaction holds its records back for a moment; longer than this is worth a word. */
const heldMs = 5_000;

const isHeld = `o.next_offset >= o.last_stable and o.held_since < now() - interval '${heldMs} ms'`;

/**
 * What of the log is in the index, by topic. `behind` is what Kafka held at `asOf` and the index had not yet; null when
 * that is not known. `held` of that cannot be read by anyone before an open transaction ends. Complete means: nothing is missing, and that is known by now.
 */
export async function getCoverage(pool: pg.Pool): Promise<Coverage> {
  const { rows } = await pool.query<Row>(
    `select w.text as topic,
            min(greatest(o.first_ts, (select since from kept))) as "from",
            max(o.last_ts) as "to",
            case when bool_and(o.log_end is not null and coalesce(o.next_offset, o.log_start) is not null)
              then sum(greatest(o.log_end - coalesce(o.next_offset, o.log_start), 0))::text end as behind,
            sum(o.log_end - o.last_stable) filter (where ${isHeld})::text as held,
            min(o.held_since) filter (where ${isHeld}) as held_since,
            (select count(*)::int from gap g where g.topic = o.topic and g.cluster = o.cluster) as gaps,
            min(o.log_at) as as_of,
            bool_and(o.log_at > now() - interval '${freshMs} ms' and o.log_at < now() + interval '5 seconds') as is_fresh
       from index_offset o join word w on w.id = o.topic
      group by o.cluster, o.topic, w.text
      order by w.text`,
  );
  const times = rows.map(({ as_of }) => as_of?.getTime() ?? 0);
  const asOf = rows.length === 0 ? 0 : Math.min(...times);
  const isWhole = rows.length > 0 && rows.every(({ behind, gaps }) => behind === '0' && gaps === 0);
  return {
    complete: isWhole && rows.every(({ is_fresh }) => is_fresh === true),
    topics: rows.map(({ topic, from, to, behind, held, held_since, gaps }) => ({
      topic,
      from: from?.toISOString() ?? null,
      to: to?.toISOString() ?? null,
      behind,
      held: held === null || held_since === null ? null : { records: held, since: held_since.toISOString() },
      gaps,
    })),
    asOf: asOf === 0 ? null : new Date(asOf).toISOString(),
  };
}
