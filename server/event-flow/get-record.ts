import type pg from 'pg';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import type { PackedRecord } from './block-format.ts';
import { type RecordPath, readStoredRecord, type StoredRow } from './read-stored-record.ts';
import { readTexts } from './read-texts.ts';
import { problemWords, recordProblems } from './record-problems.ts';
import { bytesView, headerView, isoTimeOf, readValue } from './record-view.ts';
import { keyOf } from './stored-id.ts';

export type RecordOptions = {
  /** So many bytes of each key, value and header at most; all unless told. */
  most?: number | undefined;
};

/**
 * One record as it stood in Kafka, byte for byte, with what is known of it; null when the index does not have it. Of
 * several under one offset (a topic that was made anew) it is the one named by `stored`, else the one written last.
 */
export async function getRecord(
  pool: pg.Pool,
  path: RecordPath,
  { most = Number.POSITIVE_INFINITY }: RecordOptions = {},
): Promise<KafkaRecordView | null> {
  const found = await readStoredRecord(pool, path);
  if (!found) return null;
  const { row, packed } = found;
  const ids = [row.correlation, row.event_id, row.causation].map((id) => id && keyOf(id));
  const text = await readTexts(pool, ids);
  return { ...identityOf(path, row, text), ...contentOf(packed, row.flags, most) };
}

type Content = Pick<
  KafkaRecordView,
  'timestamp' | 'timestampMs' | 'key' | 'value' | 'headers' | 'validity' | 'problems'
>;

function contentOf({ timestamp, key, value, headers }: PackedRecord, flags: number, most: number): Content {
  const { validity, problems } = readValue(value);
  return {
    timestamp: isoTimeOf(Number(timestamp)),
    timestampMs: timestamp.toString(),
    key: bytesView(key, most),
    value: bytesView(value, most),
    headers: headers.map((header) => headerView(header, most)),
    validity,
    problems: [...problemWords(flags), ...problems],
  };
}

function correlationSource(flags: number): KafkaRecordView['correlationSource'] {
  if (flags & recordProblems.noCorrelation) return null;
  return flags & recordProblems.flowByKey ? 'business_key' : 'record';
}

function identityOf(
  { topic, partition, offset }: RecordPath,
  row: StoredRow,
  text: (key: string) => string,
): Omit<KafkaRecordView, keyof Content> {
  const idText = (id: string | null) => id && text(keyOf(id));
  return {
    cluster: row.cluster,
    topic,
    partition,
    offset: BigInt(offset).toString(),
    stored: row.block,
    time: new Date(Number(row.event_ms)).toISOString(),
    timeSource: row.flags & recordProblems.ownTime ? 'event' : 'record',
    eventId: idText(row.event_id),
    type: row.type,
    version: row.version,
    correlationId: row.flags & recordProblems.noCorrelation ? null : idText(row.correlation),
    correlationSource: correlationSource(row.flags),
    causationId: idText(row.causation),
    service: row.service,
    traceId: row.trace && keyOf(row.trace),
    indexedAt: (row.indexed_at ?? row.ts).toISOString(),
  };
}
