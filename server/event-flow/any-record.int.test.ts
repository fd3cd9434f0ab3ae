import { isUtf8 } from 'node:buffer';
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flow as flowSchema } from '#schemas/api/flow.ts';
import { flowsQuery } from '#schemas/api/flow-list.ts';
import { kafkaRecord, recordPlace } from '#schemas/api/record.ts';
import type { KafkaHeader, KafkaRecord } from '#server/platform/kafka/index.ts';
import { claimPositions } from './claim-positions.ts';
import type { StoreState } from './flow-store.ts';
import { foldFlows } from './fold-flows.ts';
import { getFlow } from './get-flow.ts';
import { getRecord } from './get-record.ts';
import { getRecordPlace } from './get-record-place.ts';
import { listFlows } from './list-flows.ts';
import { readStoredRecord } from './read-stored-record.ts';
import { batchOf, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

const topic = 'order-events';
let store: TestStore;
let state: StoreState;
let next = 0n;

beforeAll(async () => {
  store = await createTestStore();
  state = await store.open();
  await claimPositions(state, 'me', [{ topic, partition: 0 }]);
});
afterAll(() => store.close());

const nasty = [
  '',
  ' ',
  '\0',
  '..',
  '__proto__',
  'constructor',
  '\u202e',
  '\ud800',
  '<script>',
  "'; --",
  '💥',
  '~',
  '/',
  '%',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 12 })), { maxLength: 6 })
  .map((all) => all.join(''));
const long = fc
  .tuple(text, fc.integer({ min: 1, max: 3000 }))
  .map(([piece, times]) => piece.repeat(times).slice(0, 20_000));
const raw = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
const bytes = fc.option(
  fc.oneof(
    raw,
    text.map((one) => Buffer.from(one)),
    long.map((one) => Buffer.from(one)),
  ),
);
const fields = [
  'event_id',
  'event_type',
  'event_time',
  'event_version',
  'correlation_id',
  'causation_id',
  'source_service',
];
const name = fc.oneof(fc.constantFrom(...fields, 'order-id', 'traceparent', 'ce_id', '', '__proto__'), text);
const header: fc.Arbitrary<KafkaHeader> = fc.oneof(
  // As the wire gives it: a name that is no UTF-8 comes with its bytes.
  fc.tuple(
    name.map((one) => one.toWellFormed()),
    bytes,
  ),
  fc
    .tuple(
      raw.filter((one) => !isUtf8(one)),
      bytes,
    )
    .map(([one, value]): KafkaHeader => [one.toString(), value, one]),
);
const leaf = fc.oneof(text, fc.double(), fc.bigInt().map(String), fc.boolean(), fc.constant(null));
const json = fc
  .dictionary(
    fc.oneof(fc.constantFrom(...fields, 'orderId', 'customer_id', 'data', '__proto__'), text),
    fc.oneof(leaf, fc.array(leaf)),
  )
  .map((value) => Buffer.from(JSON.stringify(value)));
const timestamp = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(-1n, 0n, 2n ** 63n - 1n),
  fc.integer({ min: -86_400_000, max: 60_000 }).map((ms) => BigInt(Date.now() + ms)),
);
const anyRecord = fc
  .record({ key: bytes, value: fc.oneof(bytes, json), headers: fc.array(header, { maxLength: 12 }), timestamp })
  .map((record) => sampleRecord({}, record));

test('any records whatever are written, come back byte for byte, and are found by their place and their ids', async () => {
  const seed = Number(process.env.TEST_SEED) || randomInt(2 ** 31);
  console.info(`seed ${seed}`);
  const writing = fc.asyncProperty(fc.array(anyRecord, { minLength: 1, maxLength: 25 }), async (records) => {
    const from = next;
    const batch = batchOf(records, { from });
    expect(await writeBatches(state, { owner: 'me', batches: [batch] })).toMatchObject({ written: records.length });
    next += BigInt(records.length);
    while ((await foldFlows(state)).remaining);
    for (const record of batch.records) await expectKept(record);
  });
  await fc.assert(writing, { seed, numRuns: 40, endOnFailure: true });
}, 120_000);

async function expectKept({ offset, key, value, headers, timestamp: stamp }: KafkaRecord): Promise<void> {
  const path = { topic, partition: 0, offset: String(offset) };
  expect((await readStoredRecord(store.pool, path))?.packed).toEqual({ key, value, headers, timestamp: stamp });
  const view = kafkaRecord.parse(await getRecord(store.pool, path, { most: 64 }));
  expect(recordPlace.parse(await getRecordPlace(store.pool, path)).state).toBe('indexed');
  const byPlace = await listFlows(store.pool, flowsQuery.parse({ q: `${topic}/0/${offset}` }));
  expect(byPlace.records.map((one) => one.offset)).toEqual([path.offset]);
  if (view.correlationId === null) return;
  const byId = await listFlows(store.pool, flowsQuery.parse({ q: view.correlationId, limit: 500 }));
  expect(byId.items.map((item) => item.correlationId)).toContain(view.correlationId);
  const flow = flowSchema.parse(await getFlow(store.pool, view.correlationId, { limit: 5000 }));
  expect(flow.events.map((event) => event.offset)).toContain(path.offset);
}
