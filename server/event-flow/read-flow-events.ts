import type pg from 'pg';
import { inFlow } from './record-problems.ts';
import { keyOf } from './stored-id.ts';

/** The slim row of a flow's record, with names instead of numbers; ids are keys. */
export type FlowEventRow = {
  record: string;
  topic: string;
  partition: number;
  offset: string;
  tsMs: number;
  eventMs: number;
  block: string;
  position: number;
  type: string | null;
  version: number | null;
  service: string | null;
  flags: number;
  eventId: string | null;
  causation: string | null;
  trace: string | null;
};

type StoredRow = {
  ts: Date;
  record_offset: string;
  event_ms: string;
  block: string;
  record_partition: number;
  version: number | null;
  flags: number;
  position: number;
  event_id: string | null;
  causation: string | null;
  trace: string | null;
  topic: string;
  type: string | null;
  service: string | null;
};

/** The first `limit` records of a flow by the time under which they are filed. One index range a partition. */
export async function readFlowEvents(pool: pg.Pool, correlation: string, limit: number): Promise<FlowEventRow[]> {
  return await readEventRows(
    pool,
    `select * from event where correlation = $1 and ${inFlow} order by ts, topic, record_partition, record_offset limit $2`,
    [correlation, limit],
  );
}

/** Rows of `event` that a query gives, with names instead of numbers. */
export async function readEventRows(pool: pg.Pool, from: string, values: unknown[]): Promise<FlowEventRow[]> {
  const { rows } = await pool.query<StoredRow>(
    `select e.ts, e.record_offset, e.event_ms, e.block, e.record_partition, e.version, e.flags, e.position,
            e.event_id, e.causation, e.trace, t.text as topic, y.text as type, s.text as service
       from (${from}) e
       join word t on t.id = e.topic
       left join word y on y.id = e.type
       left join word s on s.id = e.service`,
    values,
  );
  return rows.map(rowOf);
}

function rowOf(row: StoredRow): FlowEventRow {
  return {
    record: `${row.topic}/${row.record_partition}/${row.record_offset}`,
    topic: row.topic,
    partition: row.record_partition,
    offset: row.record_offset,
    tsMs: row.ts.getTime(),
    eventMs: Number(row.event_ms),
    block: row.block,
    position: row.position,
    type: row.type,
    version: row.version,
    service: row.service,
    flags: row.flags,
    eventId: row.event_id && keyOf(row.event_id),
    causation: row.causation && keyOf(row.causation),
    trace: row.trace && keyOf(row.trace),
  };
}
