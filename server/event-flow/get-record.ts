import type pg from 'pg';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import type { PackedRecord } from './block-format.ts';
import { type RecordPath, readStoredRecord, type StoredRow } from './read-stored-record.ts';
import { readTexts } from './read-texts.ts';
import { problemWords, recordProblems } from './record-problems.ts';
import { bytesView, headerView, isoTimeOf, readValue } from './record-view.ts';
import { keyOf } from './stored-id.ts';

/**
 * One record as it stood in Kafka, byte for byte, with what is known of it; null when the index does not have it. Of
 * several under one offset (a topic that was made anew) it is the one named by `stored`, else the one written last.
 */
export async function getRecord(pool: pg.Pool, path: RecordPath): Promise<KafkaRecordView | null> {
  const found = await readStoredRecord(pool, path);
  if (!found) return null;
  const { row, packed } = found;
  const ids = [row.correlation, row.event_id, row.causation].map((id) => id && keyOf(id));
  return viewOf(path, row, packed, await readTexts(pool, ids));
}

function viewOf(
  { topic, partition, offset }: RecordPath,
  row: StoredRow,
  { timestamp, key, value, headers }: PackedRecord,
  text: (key: string) => string,
): KafkaRecordView {
  const idText = (id: string | null) => id && text(keyOf(id));
  const { validity, problems } = readValue(value);
  return {
    cluster: row.cluster,
    topic,
    partition,
    offset: BigInt(offset).toString(),
    stored: row.block,
    timestamp: isoTimeOf(Number(timestamp)),
    timestampMs: timestamp.toString(),
    time: new Date(Number(row.event_ms)).toISOString(),
    timeSource: row.flags & recordProblems.ownTime ? 'event' : 'record',
    key: bytesView(key),
    value: bytesView(value),
    headers: headers.map(headerView),
    eventId: idText(row.event_id),
    type: row.type,
    version: row.version,
    correlationId: row.flags & recordProblems.noCorrelation ? null : idText(row.correlation),
    causationId: idText(row.causation),
    service: row.service,
    traceId: row.trace && keyOf(row.trace),
    validity,
    problems: [...problemWords(row.flags), ...problems],
    indexedAt: (row.indexed_at ?? row.ts).toISOString(),
  };
}
