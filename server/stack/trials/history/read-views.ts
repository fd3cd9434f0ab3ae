import { isUtf8 } from 'node:buffer';
import type pg from 'pg';
import { z } from 'zod';
import { listRecords } from '#server/event-flow/index.ts';
import { idKey } from '#server/platform/db/index.ts';
import type { KafkaRecord, LogReader, TopicPartition } from '#server/platform/kafka/index.ts';
import { digestRecord } from './digest-record.ts';
import type { Seen } from './judge-partition.ts';

const event = z.object({ data: z.object({ order_id: z.string(), customer_id: z.string() }) });
const pageRows = 2_000;

/** What the log says that refs must be: `kind value flow` of events, and how many records of no flow have a key. */
export type ExpectedRefs = { ofFlows: Set<string>; ofNoFlow: number };

/** Everything that can be read in a partition below `end`. */
export async function readLogView(
  reader: LogReader,
  where: TopicPartition,
  end: bigint,
  refs: ExpectedRefs,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let from = 0n; from < end; ) {
    const page = await reader.read(where, from);
    if (page.unreadable.length > 0) throw new Error(`${where.topic}/${where.partition} has unreadable records`);
    for (const record of page.records) {
      expectRefs(record, refs);
      seen.push({ offset: record.offset, timestamp: record.timestamp, digest: digestRecord(record) });
    }
    from = page.next;
  }
  return seen;
}

/** Everything that stands in the store of a partition. */
export async function readStoreView(pool: pg.Pool, where: TopicPartition): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let from = 0n; ; ) {
    const page = await listRecords(pool, { ...where, from, most: pageRows });
    const last = page.at(-1)?.offset ?? 0n;
    const isLast = page.length < pageRows;
    for (const { offset, packed } of page) {
      // What stands under the last offset of a full page may go on in the next one.
      if (!isLast && offset === last) continue;
      seen.push({ offset, timestamp: packed?.timestamp ?? -1n, digest: packed && digestRecord(packed) });
    }
    if (isLast) return seen;
    if (last === from) throw new Error(`${where.topic}/${where.partition}: ${last} stands ${pageRows} times`);
    from = last;
  }
}

function expectRefs({ key, value, headers }: KafkaRecord, refs: ExpectedRefs): void {
  const correlation = headers.find(([name]) => name === 'correlation_id')?.[1];
  if (!correlation) {
    if (key !== null && key.length > 0 && key.length <= 200 && isUtf8(key)) refs.ofNoFlow += 1;
    return;
  }
  const { order_id, customer_id } = event.parse(JSON.parse(String(value))).data;
  const flow = idKey(String(correlation));
  refs.ofFlows.add(`order ${idKey(order_id)} ${flow}`);
  refs.ofFlows.add(`customer ${idKey(customer_id)} ${flow}`);
}
