import { expect, test } from 'vitest';
import type { KafkaRecordView } from '#schemas/api/record.ts';
import { sampleFlow } from '#server/platform/testing/index.ts';
import { snapshotReading } from './snapshot-reading.ts';

const { flow } = sampleFlow([{ type: 'order.created' }]);

const kept = (offset: string, value: KafkaRecordView['value']) => ({ topic: 't', partition: 0, offset, value });
const text = (value: string, bytes = value.length) => ({
  encoding: 'utf8' as const,
  text: value,
  given: value.length,
  bytes,
});

test('what was kept whole is read as it was; what was cut, is binary or no JSON has no payload', () => {
  const records = [
    kept('0', text('{"event_id":"e","data":{"a":1}}')),
    kept('1', text('{"bare":true}')),
    kept('2', text('{"data":{"a":1}}', 90_000)),
    kept('3', { encoding: 'base64', text: 'AAAA', given: 3, bytes: 3 }),
    kept('4', text('{"data":')),
    kept('5', null),
  ];
  const { data } = snapshotReading({ flow, records });
  expect(records.map(({ offset }) => data.get(`t/0/${offset}`))).toEqual([
    { a: 1 },
    { bare: true },
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
