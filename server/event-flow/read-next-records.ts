import type pg from 'pg';
import { wordKinds } from './dictionary.ts';
import type { OffsetStretch } from './read-flows-of-offsets.ts';
import type { FlowRecord } from './read-latest-records.ts';
import { inFlow } from './record-problems.ts';
import { keyOf } from './stored-id.ts';

/** A record with the key of its flow, as `readFlowSummaries` takes it. */
export type NextRecord = FlowRecord & { correlation: string };

type Row = Omit<NextRecord, 'eventMs'> & { event_ms: string };

/**
 * The first records of these stretches that belong to a flow, `mostEach` of each at most, in the order of offsets. Of an
 * offset that stands twice, since its topic was made anew, the record that was written last counts.
 */
export async function readNextRecords(
  pool: pg.Pool,
  stretches: readonly OffsetStretch[],
  mostEach: number,
): Promise<NextRecord[]> {
  const { rows } = await pool.query<Row>(
    `select s.topic, s.part as partition, e.record_offset as "offset", y.text as type, e.event_ms, e.correlation
       from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) with ordinality as s (topic, part, low, high, n)
       join word t on t.kind = ${wordKinds.topic} and t.text = s.topic
      cross join lateral (select distinct on (record_offset) * from event
                           where topic = t.id and record_partition = s.part
                             and record_offset >= s.low and record_offset < s.high and ${inFlow}
                           order by record_offset, block desc limit $5) e
       left join word y on y.id = e.type
      order by s.n, e.record_offset`,
    [
      stretches.map(({ topic }) => topic),
      stretches.map(({ partition }) => partition),
      stretches.map(({ from }) => from.toString()),
      stretches.map(({ to }) => to.toString()),
      mostEach,
    ],
  );
  return rows.map(({ event_ms, correlation, ...row }) => {
    return { ...row, eventMs: Number(event_ms), correlation: keyOf(correlation) };
  });
}
