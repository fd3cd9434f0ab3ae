import { expect, test } from 'vitest';
import type { TopicMapping } from '#schemas/api/mapping.ts';
import { mappingPreview } from '#schemas/api/mapping-preview.ts';
import { compileMappings } from '#server/mapping/index.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { hostileKinds } from './hostile/hostile-kinds.ts';
import { previewOf } from './preview-mapping.ts';
import { sampleRecord } from './test-store.ts';

function record(value: unknown, headers: Record<string, string> = {}, key: string | null = null): KafkaRecord {
  const list = Object.entries(headers).map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]);
  const bytes = Buffer.from(JSON.stringify(value));
  return sampleRecord({}, { topic: 'shop', key: key === null ? null : Buffer.from(key), value: bytes, headers: list });
}
const preview = (records: KafkaRecord[], ...mappings: TopicMapping[]) => {
  const whole = { topic: 'shop', asOf: new Date().toISOString() };
  return mappingPreview.parse({ ...whole, ...previewOf(records, compileMappings(mappings).forTopic('shop')) });
};
const field = (given: ReturnType<typeof preview>, name: string) => given.fields.find((one) => one.field === name);

test('of no record nothing is found', () => {
  const given = preview([]);
  expect(given).toMatchObject({ mapping: null, flows: 0, inNoFlow: 0, rows: [], candidates: [] });
  expect(given.fields.map(({ found }) => found)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('every hostile record is told within bounds', () => {
  const records = Object.values(hostileKinds)
    .flat()
    .map(({ make }, index) => {
      const { key = null, value, headers = [] } = make(`t${index}`).message;
      const bytes = (given: string | Buffer | null) => (given === null ? null : Buffer.from(given));
      const list = Array.isArray(headers) ? headers : Object.entries(headers);
      return sampleRecord(
        {},
        {
          topic: 'shop',
          key: bytes(key),
          value: bytes(value),
          headers: list.map(([name, text]) => [name, bytes(text)]),
        },
      );
    });
  const given = preview(records, {
    topics: ['*'],
    correlation: ['$.a', '$.order_id', 'header:event_id', 'key'],
    type: ['$[0].order_id', 'header:event_type'],
  });
  expect(given.rows).toHaveLength(records.length);
  expect(given.candidates.length).toBeLessThanOrEqual(300);
  expect(JSON.stringify(given).length).toBeLessThan(1_000_000);
});

test('what is not found by the mapping, the built-in names or the value says so by its absence', () => {
  const given = preview([record({ status: 'paid' }), record({ meta: { saga: 's-1' } })], {
    topics: ['shop'],
    correlation: ['$.meta.saga'],
  });
  expect(given).toMatchObject({ mapping: 0, flows: 1, inNoFlow: 1 });
  expect(field(given, 'correlation')).toEqual({
    field: 'correlation',
    found: 1,
    sources: [{ source: '$.meta.saga', by: 'mapping', records: 1 }],
    example: 's-1',
  });
  expect(given.rows[0]?.fields.correlation).toBeNull();
  expect(given.rows[0]?.problems).toContain('it names no correlation id, so it belongs to no flow');
});

test('each value is told with the place it came from', () => {
  const given = preview(
    [
      record(
        { eventType: 'paid', 'event time': 1 },
        { 'Event-Id': 'e-1', correlation_id: 'c-1', 'x-correlation-id': 'x' },
      ),
      record({ specversion: '1.0', id: 'e-2', type: 'sent', source: '/s', correlationid: 'c-1' }),
    ],
    { topics: ['shop'], service: ['text:the shop'] },
  );
  const sources = given.rows.map(({ fields }) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value && `${value.by} ${value.source}`])),
  );
  expect(sources).toMatchObject([
    {
      eventId: 'built_in header:Event-Id',
      correlation: 'built_in header:correlation_id',
      type: 'built_in $.eventType',
      service: 'mapping text:the shop',
      time: null,
    },
    { eventId: 'built_in $.id', type: 'built_in $.type', correlation: 'built_in $.correlationid' },
  ]);
  expect(given.flows).toBe(1);
});

test('a flow that a business key makes is told as such, and the type that plain JSON calls itself', () => {
  const given = preview([record({ orderId: 'o-1', event: 'OrderPaid' }), record({ orderId: 'o-1' })]);
  expect(given.rows.map(({ fields }) => fields.correlation)).toEqual([
    { text: 'o-1', source: 'order', by: 'business_key' },
    { text: 'o-1', source: 'order', by: 'business_key' },
  ]);
  expect(field(given, 'type')?.sources).toEqual([
    { source: '$.event', by: 'built_in', records: 1 },
    { source: 'topic', by: 'built_in', records: 1 },
  ]);
  expect(given.businessKeys).toEqual([{ kind: 'order', found: 2, example: 'o-1' }]);
});

test('everything that could be named is listed as one writes it', () => {
  const value = { meta: { 'a name': 7 }, items: [{ sku: 'a' }, { sku: 'b' }], flag: true };
  const { candidates } = preview([record(value, { by: 'web' }, 'k-1'), record(value)]);
  expect(candidates.map(({ source, records, distinct }) => `${source} ${records} ${distinct}`)).toEqual([
    '$.items[*].sku 2 2',
    "$.meta['a name'] 2 1",
    'topic 2 1',
    'header:by 1 1',
    'key 1 1',
  ]);
});
