import type pg from 'pg';
import type { FlowEvent } from '#schemas/api/flow.ts';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import { getRecord } from '#server/event-flow/index.ts';

const atOnce = 4;
/** Of each key, value and header: enough for any event that people read. */
const mostOfEach = 64 * 1024;

/** The records of these events with their bytes, in order, until together they hold `mostBytes`; the rest is left out. */
export async function readRecords(
  pool: pg.Pool,
  events: readonly FlowEvent[],
  mostBytes: number,
): Promise<KafkaRecordView[]> {
  const records: KafkaRecordView[] = [];
  let bytes = 0;
  for (let from = 0; from < events.length && bytes < mostBytes; from += atOnce) {
    const some = await Promise.all(events.slice(from, from + atOnce).map((event) => readOne(pool, event)));
    for (const record of some) {
      bytes += record ? sizeOf(record) : 0;
      if (record && bytes <= mostBytes) records.push(record);
    }
  }
  return records;
}

function readOne(pool: pg.Pool, { topic, partition, offset, stored }: FlowEvent): Promise<KafkaRecordView | null> {
  return getRecord(pool, { topic, partition, offset, stored }, { most: mostOfEach });
}

function sizeOf({ key, value, headers }: KafkaRecordView): number {
  return [key, value, ...headers.map((header) => header.value)].reduce((sum, part) => sum + (part?.given ?? 0), 0);
}
