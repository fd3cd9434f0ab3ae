import type pg from 'pg';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import { type PackedRecord, unpackBlock } from './block-format.ts';
import { wordKinds } from './dictionary.ts';
import { readTexts } from './read-texts.ts';
import { problemWords, recordProblems } from './record-problems.ts';
import { bytesView, isoTimeOf, readValue } from './record-view.ts';
import { keyOf } from './stored-id.ts';

export type RecordPath = { topic: string; partition: number; offset: string };

type Row = {
  cluster: string;
  ts: Date;
  type: string | null;
  service: string | null;
  version: number | null;
  flags: number;
  position: number;
  correlation: string;
  event_id: string | null;
  causation: string | null;
  trace: string | null;
  packed: Buffer | null;
  raw_bytes: number;
  indexed_at: Date | null;
};

/**
 * One record as it stood in Kafka, byte for byte, with what is known of it; null when the index does not have it. Of
 * several under one offset (a topic that was made anew) it is the one written last.
 */
export async function getRecord(pool: pg.Pool, path: RecordPath): Promise<KafkaRecordView | null> {
  if (BigInt.asIntN(64, BigInt(path.offset)) !== BigInt(path.offset)) return null;
  const row = await readRow(pool, path);
  if (!row?.packed) return null;
  const block = { packed: row.packed, rawBytes: row.raw_bytes };
  const packed = unpackBlock(block, new Set([row.position])).get(row.position);
  if (!packed) return null;
  const ids = [row.correlation, row.event_id, row.causation].map((id) => id && keyOf(id));
  const text = await readTexts(pool, ids);
  return viewOf(path, row, packed, text);
}

async function readRow(pool: pg.Pool, { topic, partition, offset }: RecordPath): Promise<Row | undefined> {
  const { rows } = await pool.query<Row>(
    `select c.name as cluster, e.ts, y.text as type, s.text as service, e.version, e.flags, e.position,
            e.correlation, e.event_id, e.causation, e.trace, b.packed, b.raw_bytes, b.written_at as indexed_at
       from (select * from event
              where topic = (select id from word where kind = ${wordKinds.topic} and text = $1)
                and record_partition = $2 and record_offset = $3
              order by ts desc
              limit 10) e
       join cluster c on c.id = e.cluster
       left join word y on y.id = e.type
       left join word s on s.id = e.service
       left join block b on b.id = e.block and b.ts = date_trunc('hour', e.ts)
      order by b.written_at desc nulls last
      limit 1`,
    [topic, partition, offset],
  );
  return rows[0];
}

function viewOf(
  { topic, partition, offset }: RecordPath,
  row: Row,
  { timestamp, key, value, headers }: PackedRecord,
  text: (key: string) => string,
): KafkaRecordView {
  const idText = (id: string | null) => id && text(keyOf(id));
  return {
    cluster: row.cluster,
    topic,
    partition,
    offset,
    timestamp: isoTimeOf(Number(timestamp)),
    timestampMs: timestamp.toString(),
    key: bytesView(key),
    value: bytesView(value),
    headers: headers.map(([name, content]) => ({ name, value: bytesView(content) })),
    eventId: idText(row.event_id),
    type: row.type,
    version: row.version,
    correlationId: row.flags & recordProblems.noCorrelation ? null : idText(row.correlation),
    causationId: idText(row.causation),
    service: row.service,
    traceId: row.trace && keyOf(row.trace),
    validity: readValue(value).validity,
    problems: problemWords(row.flags),
    indexedAt: (row.indexed_at ?? row.ts).toISOString(),
  };
}
