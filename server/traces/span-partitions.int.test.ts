import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayMs } from '#server/platform/db/index.ts';
import { createSampleReceiver, post, request, type SampleReceiver, sample } from './sample-receiver.ts';
import { protobufBody } from './sample-requests.ts';
import { keepSpanRetention } from './span-partitions.ts';

let tested: SampleReceiver;
beforeAll(async () => {
  tested = await createSampleReceiver();
});
afterAll(() => tested.close());

describe('retention', () => {
  test('drops whole days by age and by bytes, never the present one', () =>
    tested.withReceiver(
      async ({ url }) => {
        const at = (days: number) =>
          sample([], { startTimeUnixNano: BigInt(Date.now() - days * dayMs) * 1_000_000n, endTimeUnixNano: 0n });
        const spans = [at(0), at(1), at(2), at(5)];
        expect((await post(url, protobufBody(request(...spans)))).status).toBe(200);
        const unlimited = { days: 3, bytes: Number.MAX_SAFE_INTEGER, now: new Date() };
        await keepSpanRetention(tested.pool, unlimited);
        expect(await Promise.all(spans.map(async (span) => (await tested.stored(span)).length))).toEqual([1, 1, 1, 0]);
        await keepSpanRetention(tested.pool, { ...unlimited, bytes: 1 });
        expect(await Promise.all(spans.map(async (span) => (await tested.stored(span)).length))).toEqual([1, 0, 0, 0]);
      },
      { keepDays: 30 },
    ));
});
