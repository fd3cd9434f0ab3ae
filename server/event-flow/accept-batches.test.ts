import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptBatches, type OffsetRow, type PreparedBatch } from './accept-batches.ts';

const owned = (nextOffset: bigint | null): OffsetRow => ({ nextOffset, owner: 'me' });
const offsetOf = (offset: bigint) => offset;

function fetched(fetchedOffset: bigint, records: bigint[], lastOffset = records.at(-1) ?? fetchedOffset - 1n) {
  const batch = { topic: 't', partition: 3, fetchedOffset, lastOffset, highWatermark: 0n, records: [], unreadable: [] };
  return { batch, records } satisfies PreparedBatch<bigint>;
}

function accept(row: OffsetRow | undefined, ...batches: PreparedBatch<bigint>[]) {
  return acceptBatches(row, 'me', batches, offsetOf);
}

describe('the offset fence', () => {
  test('refuses everything of a partition that another collector has claimed, or nobody', () => {
    const refusal = { topic: 't', partition: 3, reason: 'not_owned', seekTo: null };
    expect(accept({ nextOffset: 5n, owner: 'other' }, fetched(5n, [5n]))).toMatchObject({ records: [], refusal });
    expect(accept({ nextOffset: null, owner: null }, fetched(0n, [0n]))).toMatchObject({ records: [], refusal });
    expect(accept(undefined, fetched(0n, [0n]))).toMatchObject({ records: [], refusal });
  });

  test('refuses a fetch that began above the next offset, and keeps what came before it', () => {
    const result = accept(owned(5n), fetched(5n, [5n, 6n]), fetched(8n, [8n]));
    expect(result).toMatchObject({ from: 5n, to: 7n, records: [5n, 6n] });
    expect(result.refusal).toEqual({ topic: 't', partition: 3, reason: 'gap', seekTo: 7n });
  });

  test('drops what is stored already, within a batch and between batches', () => {
    const result = accept(owned(5n), fetched(3n, [3n, 4n, 5n]), fetched(3n, [4n, 5n, 6n]));
    expect(result).toMatchObject({ records: [5n, 6n], dropped: 4, to: 7n, refusal: null });
  });

  test('never goes back', () => {
    expect(accept(owned(9n), fetched(2n, [2n, 3n]))).toMatchObject({ from: 9n, to: 9n, records: [] });
  });

  test('passes holes that the log itself has, also at the end and in an empty batch', () => {
    expect(accept(owned(5n), fetched(5n, [7n, 11n], 20n))).toMatchObject({ records: [7n, 11n], to: 21n });
    expect(accept(owned(5n), fetched(5n, [], 9n))).toMatchObject({ records: [], to: 10n });
  });

  test('begins a new partition where the fetch began', () => {
    expect(accept(owned(null), fetched(40n, [42n]))).toMatchObject({ from: 40n, to: 43n, begins: true });
  });

  test('whatever is fetched in whatever order, each offset is taken once and none is jumped over', () => {
    const fetches = fc.array(fc.tuple(fc.nat(30), fc.nat(6)), { maxLength: 30 });
    fc.assert(
      fc.property(fetches, (all) => {
        const taken: bigint[] = [];
        let next = 0n;
        for (const [from, length] of all) {
          const offsets = Array.from({ length }, (_, index) => BigInt(from + index));
          const result = accept(owned(next), fetched(BigInt(from), offsets));
          expect(result.to).toBeGreaterThanOrEqual(next);
          taken.push(...result.records);
          next = result.to;
        }
        expect(taken).toEqual(Array.from({ length: Number(next) }, (_, offset) => BigInt(offset)));
      }),
    );
  });
});
