import type pg from 'pg';
import { deadLetterGroup } from './dead-letter-group.ts';
import { wordKinds } from './dictionary.ts';
import type { StoreState } from './flow-store.ts';
import type { FoldRow } from './fold.ts';
import { hasProblem, recordProblems } from './record-problems.ts';
import { keyOf } from './stored-id.ts';

type Range = {
  topic: number;
  partition: number;
  from: bigint;
  to: bigint;
  /** Rows written before are of another log that had the same offsets; null when there never was one. */
  restartedAt: string | null;
};
type EventRow = {
  record_offset: string;
  event_ms: string;
  ts_ms: string;
  type: number | null;
  type_text: string | null;
  typed: number | null;
  service: number | null;
  flags: number;
  correlation: string;
};

const mostRows = 20_000;

/** Reads again what the fold needs of stored records [from, to) of a partition; `reached` is where it goes on. */
export async function readFoldRows(
  client: pg.ClientBase,
  { cluster, standings }: Pick<StoreState, 'cluster' | 'standings'>,
  { topic, partition, from, to, restartedAt }: Range,
): Promise<{ rows: FoldRow[]; reached: bigint }> {
  const { rows } = await client.query<EventRow>(
    `select record_offset::text, event_ms::text, (extract(epoch from ts) * 1000)::bigint::text as ts_ms,
            type, w.text as type_text, t.id as typed, service, flags, correlation
       from event e
       left join word w on w.id = e.type
       left join word t on t.kind = ${wordKinds.typed} and t.text = w.text || ' ' || e.version
      where topic = $1 and record_partition = $2 and record_offset >= $3 and record_offset < $4 and cluster = $5
        and ($7::timestamptz is null or exists (
          select from block b where b.id = e.block and b.ts = date_trunc('hour', e.ts) and b.written_at >= $7))
      order by record_offset
      limit $6`,
    [topic, partition, from.toString(), to.toString(), cluster, mostRows, restartedAt],
  );
  const last = rows.at(-1);
  const reached = rows.length === mostRows && last ? BigInt(last.record_offset) + 1n : to;
  const deadTopic = (await isDeadLetterTopic(client, topic)) ? topic : null;
  return { rows: rows.filter(inFlow).map((row) => foldRowOf(row, standings, deadTopic)), reached };
}

function inFlow({ flags }: EventRow): boolean {
  return (flags & recordProblems.noCorrelation) === 0;
}

async function isDeadLetterTopic(client: pg.ClientBase, topic: number): Promise<boolean> {
  const { rows } = await client.query<{ text: string }>('select text from word where id = $1', [topic]);
  return rows[0] !== undefined && deadLetterGroup(rows[0].text) !== null;
}

function foldRowOf(row: EventRow, standings: StoreState['standings'], deadTopic: number | null): FoldRow {
  return {
    correlation: keyOf(row.correlation),
    name: null,
    eventMs: Number(row.event_ms),
    tsMs: Number(row.ts_ms),
    type: row.type ?? -1,
    facet: row.typed ?? row.type ?? -1,
    service: row.service ?? -1,
    problem: hasProblem(row.flags),
    standing: (row.type_text === null ? undefined : standings.get(row.type_text)) ?? null,
    deadTopic,
  };
}
