import type pg from 'pg';
import { askedKey } from '#server/platform/db/index.ts';
import { inFlow } from './record-problems.ts';

export type FlowRecord = {
  topic: string;
  partition: number;
  offset: string;
  type: string | null;
  /** The event's own time where it has a plausible one, else the record's. */
  eventMs: number;
};

type Row = { n: number; topic: string; partition: number; offset: string; type: string | null; event_ms: string };

/** Records are filed by the broker's time, which may be earlier than that of a flow's first event. */
const slackMs = 3_600_000;

/** Of each of these flows its newest records, `most` at most, the newest first; in the order of the flows. */
export async function readLatestRecords(
  pool: pg.Pool,
  flows: readonly { correlationId: string; startedAt: string }[],
  most: number,
): Promise<FlowRecord[][]> {
  const { rows } = await pool.query<Row>(
    `select f.n::int as n, t.text as topic, e.record_partition as partition, e.record_offset as "offset", y.text as type, e.event_ms
       from unnest($1::uuid[], $2::timestamptz[]) with ordinality as f (correlation, since, n)
      cross join lateral (select * from event
                           where correlation = f.correlation and ts >= f.since and ${inFlow}
                           order by ts desc limit $3) e
       join word t on t.id = e.topic
       left join word y on y.id = e.type
      order by f.n, e.ts desc, e.record_offset desc`,
    [
      flows.map(({ correlationId }) => askedKey(correlationId)),
      flows.map(({ startedAt }) => new Date(Date.parse(startedAt) - slackMs)),
      most,
    ],
  );
  const byFlow = Map.groupBy(rows, ({ n }) => n);
  return flows.map((_, index) =>
    (byFlow.get(index + 1) ?? []).map(({ topic, partition, offset, type, event_ms }) => {
      return { topic, partition, offset, type, eventMs: Number(event_ms) };
    }),
  );
}
