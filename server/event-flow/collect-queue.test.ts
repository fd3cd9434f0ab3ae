import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordBatch } from '#server/platform/kafka/index.ts';
import { CollectQueue, type Work } from './collect-queue.ts';
import { batchOf, sampleRecord } from './test-store.ts';

const limits = { records: 10, bytes: 1_000_000, waitMs: 100 };
const record = sampleRecord({}, { value: Buffer.alloc(100) });
const never = new AbortController().signal;

function batch(partition: number, from: number, count: number): RecordBatch {
  return batchOf(
    Array.from({ length: count }, () => record),
    { partition, from: BigInt(from) },
  );
}

function offsets(work: Work | null): string[] {
  return (work?.batches ?? []).flatMap(({ partition, fetchedOffset, lastOffset }) => [
    `${partition}:${fetchedOffset}-${lastOffset}`,
  ]);
}

describe('what is not allowed', () => {
  test('two transactions on one partition at a time', async () => {
    const queue = new CollectQueue(limits);
    queue.add(batch(0, 0, 25));
    const first = await queue.next(never);
    expect(queue.rest()).toBeNull();
    if (first) queue.done(first);
    expect(offsets(queue.rest())).toEqual(['0:10-19']);
  });

  test('work of an earlier assignment does not free the partition of the present one', async () => {
    const queue = new CollectQueue(limits);
    queue.add(batch(0, 0, 10));
    const old = await queue.next(never);
    queue.clear();
    queue.add(batch(0, 50, 10));
    const present = await queue.next(never);
    queue.add(batch(0, 60, 10));
    if (old) queue.done(old);
    expect(queue.rest()).toBeNull();
    expect(offsets(present)).toEqual(['0:50-59']);
  });

  test('more waiting than two transactions’ worth: adding waits until there is room', async () => {
    const queue = new CollectQueue(limits);
    queue.add(batch(0, 0, 30));
    let hasRoom = false;
    const room = queue.room(never).then(() => {
      hasRoom = true;
    });
    const first = await queue.next(never);
    expect(hasRoom).toBe(false);
    if (first) queue.done(first);
    const second = await queue.next(never);
    if (second) queue.done(second);
    await room;
    expect(queue.size).toBe(10);
  });
});

describe('when work is due', () => {
  test('at once after a quiet time, then after the wait, or when it is full', async () => {
    let now = 0;
    const queue = new CollectQueue(limits, () => now);
    queue.add(batch(0, 0, 1));
    expect(offsets(await queue.next(never))).toEqual(['0:0-0']);
    queue.add(batch(1, 0, 1));
    const waiting = queue.next(never);
    now = 200;
    queue.add(batch(2, 0, 1));
    expect(offsets(await waiting)).toEqual(['1:0-0', '2:0-0']);
    queue.add(batch(3, 0, 10));
    expect(offsets(await queue.next(never))).toEqual(['3:0-9']);
  });

  test('a batch without records is work too: its offsets are covered', async () => {
    const queue = new CollectQueue(limits);
    queue.add({ ...batch(0, 5, 1), records: [], lastOffset: 9n });
    expect(offsets(await queue.next(never))).toEqual(['0:5-9']);
  });

  test('an aborted wait gives nothing', async () => {
    const stopping = new AbortController();
    const waiting = new CollectQueue(limits).next(stopping.signal);
    stopping.abort();
    expect(await waiting).toBeNull();
  });

  test('a partition with much waiting does not keep the others back', async () => {
    const queue = new CollectQueue(limits);
    queue.add(batch(0, 0, 100));
    queue.add(batch(1, 0, 5));
    const first = await queue.next(never);
    if (first) queue.done(first);
    expect(offsets(queue.rest())).toEqual(['1:0-4', '0:10-14']);
  });

  test('a transaction is bounded by bytes as well: it ends with the record that reaches the limit', async () => {
    const queue = new CollectQueue({ ...limits, bytes: 250 });
    queue.add(batch(0, 0, 5));
    const work = await queue.next(never);
    expect(work?.records).toBe(2);
  });
});

test('whatever is added is taken once, in the order of each partition', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 3 }), fc.integer({ min: 1, max: 30 })), { maxLength: 30 }),
      fc.integer({ min: 1, max: 12 }),
      (adds, most) => {
        const queue = new CollectQueue({ ...limits, records: most });
        const ends = [0, 0, 0, 0];
        for (const [partition, count] of adds) {
          queue.add(batch(partition, ends[partition] ?? 0, count));
          ends[partition] = (ends[partition] ?? 0) + count;
        }
        const seen = [0n, 0n, 0n, 0n];
        for (let work = queue.rest(); work; work = queue.rest()) {
          expect(work.records).toBeLessThanOrEqual(most);
          for (const part of work.batches) {
            expect(part.fetchedOffset).toBe(seen[part.partition]);
            expect(part.records[0]?.offset).toBe(part.fetchedOffset);
            seen[part.partition] = part.lastOffset + 1n;
          }
          queue.done(work);
        }
        expect(seen.map(Number)).toEqual(ends);
        expect(queue.size).toBe(0);
      },
    ),
  );
});
