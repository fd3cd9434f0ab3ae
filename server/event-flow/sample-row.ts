import type { FlowEventRow } from './read-flow-events.ts';

/** For tests: the slim row of a record, by its `topic/partition/offset`; its event id is its offset unless told. */
export function sampleRow(record: string, given: Partial<FlowEventRow> = {}): FlowEventRow {
  const [topic = 't', partition = '0', offset = '0'] = record.split('/');
  return {
    record,
    topic,
    partition: Number(partition),
    offset,
    tsMs: 0,
    eventMs: 0,
    block: '1',
    position: 0,
    type: null,
    version: null,
    service: null,
    flags: 0,
    eventId: offset,
    causation: null,
    trace: null,
    ...given,
  };
}
