import type pg from 'pg';
import type { ExpectedRefs } from './read-views.ts';

/** Each finds lines that must not be: how many, and the first as a text. */
const quick: Record<string, string> = {
  'records stand twice': `select w.text || '/' || record_partition || '/' || record_offset as line
      from event e join word w on w.id = e.topic group by 1 having count(*) > 1`,
  'partitions have records at or above their next offset': `select w.text || '/' || o.record_partition as line
      from index_offset o join word w on w.id = o.topic
     where exists (select from event e where e.topic = o.topic and e.record_partition = o.record_partition
                                         and (o.next_offset is null or e.record_offset >= o.next_offset))`,
  'gaps are recorded though Kafka has lost nothing': `select reason as line from gap`,
};

const thorough: Record<string, string> = {
  'rows point to a block that is not there': `select e.topic || '/' || record_partition || '/' || record_offset as line
      from event e where not exists (select from block b where b.id = e.block and b.ts = date_trunc('hour', e.ts))`,
  'blocks are not as many records as rows point to them, one to each position': `select b.id::text as line
      from block b left join event e on e.block = b.id
     group by b.id, b.records
    having count(e.block) <> b.records or count(distinct e.position) <> b.records
        or min(e.position) <> 0 or max(e.position) <> b.records - 1`,
  'block numbers are used twice': `select id::text as line from block group by id having count(*) > 1`,
  'refs lead to a flow without records': `select r.correlation::text as line
      from ref r where not exists (select from event e where e.correlation = r.correlation)`,
  'flows have another number of events than there are rows': `select coalesce(e.correlation, f.correlation)::text as line
      from (select correlation, count(*) as events from event where flags & 16 = 0 group by 1) e
      full join flow f on f.correlation = e.correlation
     where e.events is distinct from f.events`,
  'partitions are not counted into flows as far as they are written': `select o.topic || '/' || o.record_partition as line
      from index_offset o left join fold_cursor c using (cluster, topic, record_partition)
     where c.folded_offset is distinct from coalesce(o.next_offset, 0)`,
};

/** What the tables say of each other that cannot be; the quick part at any time, all of it when nothing is under way. */
export async function judgeStore(pool: pg.Pool, depth: 'quick' | 'thorough'): Promise<string[]> {
  const faults: string[] = [];
  for (const [what, sql] of Object.entries(depth === 'quick' ? quick : { ...quick, ...thorough })) {
    const { rows } = await pool.query<{ count: string; line: string | null }>(
      `select count(*) as count, min(line) as line from (${sql}) found`,
    );
    const [found] = rows;
    if (found && found.count !== '0') faults.push(`${found.count} ${what}: ${found.line}`);
  }
  return faults;
}

/** Business keys lead to all flows that carry them, and to no others. */
export async function judgeRefs(pool: pg.Pool, { ofFlows, ofNoFlow }: ExpectedRefs): Promise<string[]> {
  const { rows } = await pool.query<{ kind: string; value: string; flow: string }>(
    `select distinct w.text as kind, replace(r.value::text, '-', '') as value, replace(r.correlation::text, '-', '') as flow
       from ref r join word w on w.id = r.kind`,
  );
  const isOfNoFlow = (flow: string) => flow[12] === '0';
  const present = new Set(
    rows.filter(({ flow }) => !isOfNoFlow(flow)).map(({ kind, value, flow }) => `${kind} ${value} ${flow}`),
  );
  const missing = [...ofFlows].filter((one) => !present.has(one));
  const more = [...present].filter((one) => !ofFlows.has(one));
  const keys = rows.filter(({ flow }) => isOfNoFlow(flow)).length;
  return [
    missing.length > 0 && `${missing.length} refs are missing: ${missing[0]}`,
    more.length > 0 && `${more.length} refs are of no record: ${more[0]}`,
    keys !== ofNoFlow && `${keys} refs of records of no flow, and ${ofNoFlow} such records have a key`,
  ].filter((fault) => fault !== false);
}
