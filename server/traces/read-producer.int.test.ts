import { afterAll, beforeAll, expect, test } from 'vitest';
import { readProducer } from './read-producer.ts';
import { createSampleReceiver, post, request, type SampleReceiver, sample } from './sample-receiver.ts';
import { protobufBody, text } from './sample-requests.ts';

let tested: SampleReceiver;
beforeAll(async () => {
  tested = await createSampleReceiver();
});
afterAll(() => tested.close());

test('says why nobody knows who wrote a record', async () => {
  const span = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  expect(await readProducer(tested.pool, null)).toEqual({
    producer: null,
    detail: 'The record names no span that wrote it.',
  });
  expect(await readProducer(tested.pool, 'nonsense')).toMatchObject({ producer: null });
  expect((await readProducer(tested.pool, span)).detail).toContain('not sampled');
});

test('tells the build of the process whose span the record names', () =>
  tested.withReceiver(async ({ url }) => {
    const high = sample([], { kind: 4, spanId: 'fedcba9876543210' });
    const bare = sample([], { kind: 4 });
    const told = { ...request(high), resource: [text('service.version', '9f31c'), text('service.instance.id', 'a1')] };
    for (const body of [told, request(bare)]) expect((await post(url, protobufBody(body))).status).toBe(200);
    const producerOf = async (span: typeof high) =>
      (await readProducer(tested.pool, `00-${span.traceId.toUpperCase()}-${span.spanId}-01`)).producer;
    expect(await producerOf(high)).toEqual({ service: 'orders', build: '9f31c', instance: 'a1' });
    expect(await producerOf(bare)).toEqual({ service: 'orders', build: null, instance: null });
  }));
