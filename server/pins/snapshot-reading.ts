import type { Flow } from '#schemas/api/flow.ts';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import { dataOf, type FlowReading } from '#server/event-flow/index.ts';

type KeptValue = Pick<KafkaRecordView, 'topic' | 'partition' | 'offset' | 'value'>;
type FlowContents = Pick<FlowReading, 'flow' | 'data'>;

/** A snapshot as event-flow reads a flow: with the parsed payloads of those records that were kept whole. Pure. */
export function snapshotReading({ flow, records }: { flow: Flow; records: readonly KeptValue[] }): FlowContents {
  const data = new Map<string, unknown>();
  for (const { topic, partition, offset, value } of records) {
    if (value?.encoding !== 'utf8' || value.given < value.bytes) continue;
    data.set(`${topic}/${partition}/${offset}`, dataOf(parsed(value.text)));
  }
  return { flow, data };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
