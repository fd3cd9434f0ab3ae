import type pg from 'pg';
import { wordKinds } from './dictionary.ts';

/** Offsets [from, to) of a partition that the index will never have, and why. */
export type KnownGap = { topic: string; partition: number; from: string; to: string; reason: string; at: Date };

const columns = `w.text as topic, g.record_partition as partition, g.from_offset as from, g.to_offset as to, g.reason, g.at`;

/** The gap that an offset lies in, the newest of them. */
export async function readGapOf(
  pool: pg.Pool,
  { topic, partition, offset }: { topic: string; partition: number; offset: string },
): Promise<KnownGap | null> {
  const { rows } = await pool.query<KnownGap>(
    `select ${columns} from gap g join word w on w.id = g.topic
      where w.kind = ${wordKinds.topic} and w.text = $1 and g.record_partition = $2
        and g.from_offset <= $3 and g.to_offset > $3
      order by g.at desc limit 1`,
    [topic, partition, offset],
  );
  return rows[0] ?? null;
}

const most = 20;
const mostLookedAt = 200;

/**
 * Gaps whose records may have come between two times: those between the neighbours of a gap in the index, whose times
 * bound it; a neighbour that is not there bounds nothing, but records cannot be younger than when their loss was noticed.
 */
export async function readGapsWithin(pool: pg.Pool, from: Date, to: Date): Promise<KnownGap[]> {
  const neighbour = (condition: string, order: string) =>
    `(select e.ts from event e
       where e.topic = g.topic and e.record_partition = g.record_partition and e.record_offset ${condition}
       order by e.record_offset ${order} limit 1)`;
  const { rows } = await pool.query<KnownGap>(
    `select ${columns}
       from (select * from gap where to_offset > from_offset and at >= $1 order by at desc limit ${mostLookedAt}) g
       join word w on w.id = g.topic
      where coalesce(${neighbour('< g.from_offset', 'desc')}, '-infinity') <= $2
        and coalesce(${neighbour('>= g.to_offset', 'asc')}, g.at) >= $1
      order by g.at desc limit ${most}`,
    [from, to],
  );
  return rows;
}

const words: Record<string, string> = {
  OFFSET_OUT_OF_RANGE: 'Kafka deleted them before they were indexed',
  TOPIC_MADE_ANEW: 'the topic was deleted and made anew',
  LOG_CUT_SHORT: 'Kafka lost the end of the partition',
  UNWRITABLE: 'the database refused them',
};

/** Why the records of a gap are missing, in plain words. */
export function gapWords(reason: string): string {
  const [code = '', ...rest] = reason.split(':');
  const known = words[code];
  if (known === undefined) return `they could not be decoded (${reason})`;
  return code === 'UNWRITABLE' ? `${known} (${rest.join(':').trim()})` : known;
}
