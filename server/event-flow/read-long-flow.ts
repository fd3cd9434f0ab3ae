import type pg from 'pg';
import type { Flow } from '#schemas/api/flow.ts';
import { picksAtEachEnd } from './add-to-long-flows.ts';
import { type FlowEventRow, readEventRows } from './read-flow-events.ts';
import { inFlow } from './record-problems.ts';

type FoldedPart = Flow['folded'][number];
/** What is shown of a flow; `folded` counts the rest by what it is. */
export type ShownEvents = { events: FlowEventRow[]; folded: FoldedPart[] };

type PartRow = {
  topic_id: number;
  type_id: number;
  service_id: number;
  topic: string;
  type: string | null;
  service: string | null;
  events: number;
  first_at: Date;
  last_at: Date;
};

const mostParts = 500;
const mostCounted = 20_000;
const part = 'topic, type, service';
const partId = /^(\d{1,9})\.(-1|\d{1,9})\.(-1|\d{1,9})$/;

/**
 * What is shown of a flow that is too long to be shown whole: of each part the first and last records, the rare parts
 * first, or `shown` instead; `expand` names one (`folded[].id`) of which up to `limit` records are given too.
 */
export async function readLongFlow(
  pool: pg.Pool,
  correlation: string,
  { limit, expand, shown }: { limit: number; expand?: string | undefined; shown?: FlowEventRow[] },
): Promise<ShownEvents> {
  const [parts, base, more] = await Promise.all([
    readParts(pool, correlation),
    shown ?? readPicks(pool, correlation, limit),
    expand === undefined ? [] : readPart(pool, correlation, expand, limit),
  ]);
  const events = [...new Map([...base, ...more].map((event) => [`${event.record} ${event.block}`, event])).values()];
  return { events, folded: foldedOf(parts, events) };
}

/** As the fold counted them; those of a flow that it has not met yet are counted here, as far as that is quick. */
async function readParts(pool: pg.Pool, correlation: string): Promise<PartRow[]> {
  const kept = `select topic, type, service, sum(events)::int as events, min(first_at) as first_at, max(last_at) as last_at
                  from long_flow_part where correlation = $1 group by ${part}`;
  const rows = await readPartRows(pool, kept, correlation);
  if (rows.length > 0) return rows;
  const counted = `select topic, coalesce(type, -1) as type, coalesce(service, -1) as service, count(*)::int as events,
                          to_timestamp(min(event_ms) / 1000.0) as first_at, to_timestamp(max(event_ms) / 1000.0) as last_at
                     from (select * from event where correlation = $1 and ${inFlow} limit ${mostCounted}) e
                    group by ${part}`;
  return await readPartRows(pool, counted, correlation);
}

async function readPartRows(pool: pg.Pool, from: string, correlation: string): Promise<PartRow[]> {
  const { rows } = await pool.query<PartRow>(
    `select p.topic as topic_id, p.type as type_id, p.service as service_id, t.text as topic, y.text as type,
            s.text as service, p.events, p.first_at, p.last_at
       from (${from} order by events desc limit ${mostParts}) p
       join word t on t.id = p.topic
       left join word y on y.id = p.type
       left join word s on s.id = p.service
      order by p.events desc, t.text, y.text`,
    [correlation],
  );
  return rows;
}

async function readPicks(pool: pg.Pool, correlation: string, limit: number): Promise<FlowEventRow[]> {
  return await readEventRows(
    pool,
    `select e.* from (
       select *, least(row_number() over (partition by ${part} order by ts, record_offset),
                       row_number() over (partition by ${part} order by ts desc, record_offset desc)) as place
         from long_flow_pick where correlation = $1
        order by place limit $2) p
       join event e on e.topic = p.topic and e.record_partition = p.record_partition
                   and e.record_offset = p.record_offset and e.block = p.block and e.ts = p.ts
      where p.place <= ${picksAtEachEnd}`,
    [correlation, limit],
  );
}

async function readPart(pool: pg.Pool, correlation: string, id: string, limit: number): Promise<FlowEventRow[]> {
  const [, topic, type, service] = partId.exec(id) ?? [];
  if (topic === undefined) return [];
  return await readEventRows(
    pool,
    `select * from event
      where correlation = $1 and ${inFlow} and topic = $2 and coalesce(type, -1) = $3 and coalesce(service, -1) = $4
      order by ts, record_partition, record_offset limit $5`,
    [correlation, topic, type, service, limit],
  );
}

/** What is not among the events; an event that came since the parts were read makes none less than nothing. */
function foldedOf(parts: readonly PartRow[], events: readonly FlowEventRow[]): FoldedPart[] {
  const nameOf = ({ topic, type, service }: Pick<FlowEventRow, 'topic' | 'type' | 'service'>) =>
    JSON.stringify([topic, type, service]);
  const shown = Map.groupBy(events, nameOf);
  return parts.flatMap((row) => {
    const count = row.events - (shown.get(nameOf(row))?.length ?? 0);
    if (count <= 0) return [];
    return {
      id: `${row.topic_id}.${row.type_id}.${row.service_id}`,
      service: row.service,
      type: row.type,
      topic: row.topic,
      count,
      of: row.events,
      from: row.first_at.toISOString(),
      to: row.last_at.toISOString(),
    };
  });
}
