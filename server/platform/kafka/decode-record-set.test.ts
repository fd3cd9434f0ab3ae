import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeRecordSet, type FetchedPartition } from './decode-record-set.ts';
import { encodeRecordBatch } from './encode-record-batch.ts';
import type { KafkaHeader } from './kafka-record.ts';
import { type EncodableMessage, encodable } from './outgoing-message.ts';

const plain = { producerId: -1n, producerEpoch: -1, firstSequence: -1, transactional: false };
const attributesAt = 21;

function batch(baseOffset: bigint, messages: EncodableMessage[], identity: Partial<typeof plain> = {}): Buffer {
  const bytes = Buffer.from(encodeRecordBatch(messages, { ...plain, ...identity }));
  bytes.writeBigInt64BE(baseOffset, 0);
  return bytes;
}

function values(...texts: string[]): EncodableMessage[] {
  return texts.map((value) => encodable({ key: null, value }));
}

function marker(offset: bigint, producerId: bigint, outcome: 'abort' | 'commit'): Buffer {
  const key = Buffer.from([0, 0, 0, outcome === 'abort' ? 0 : 1]);
  const bytes = batch(offset, [encodable({ key, value: Buffer.alloc(6) })], { producerId, transactional: true });
  bytes.writeInt16BE(bytes.readInt16BE(attributesAt) | 0x20, attributesAt);
  return bytes;
}

function fetched(batches: Buffer[], aborted: FetchedPartition['aborted'] = []): FetchedPartition {
  const recordSet = Buffer.concat(batches);
  return { topic: 't', partition: 0, errorCode: 0, highWatermark: 100n, logStart: 0n, aborted, recordSet };
}

function textsOf(partition: FetchedPartition, from: bigint): (string | undefined)[] {
  return decodeRecordSet(partition, from).records.map(({ value }) => value?.toString());
}

describe('what cannot be read', () => {
  test('a batch cut at the end of the response is left for the next fetch', () => {
    const second = batch(2n, values('c'));
    const { records, lastOffset } = decodeRecordSet(fetched([batch(0n, values('a', 'b')), second.subarray(0, -1)]), 0n);
    expect(records).toHaveLength(2);
    expect(lastOffset).toBe(1n);
  });

  test('a damaged batch is named, and the next one is read', () => {
    const damaged = batch(0n, values('a', 'b'));
    damaged[61] = 0x7f;
    const result = decodeRecordSet(fetched([damaged, batch(2n, values('c'))]), 1n);
    expect(result.unreadable).toEqual([{ from: 1n, to: 1n, reason: 'a record is longer than its batch' }]);
    expect(result.records.map(({ offset }) => offset)).toEqual([2n]);
    expect(result.lastOffset).toBe(2n);
  });

  test('an unknown codec and a format of before 0.11 are named', () => {
    const packed = batch(0n, values('a'));
    packed.writeInt16BE(7, attributesAt);
    const old = Buffer.from(batch(1n, values('b')).subarray(0, 40));
    old.writeInt32BE(40 - 12, 8);
    old.writeInt8(1, 16);
    const { unreadable, lastOffset } = decodeRecordSet(fetched([packed, old]), 0n);
    expect(unreadable.map(({ from, to }) => [from, to])).toEqual([
      [0n, 0n],
      [1n, 1n],
    ]);
    expect(lastOffset).toBe(1n);
  });

  test('any bytes end in records or in a named range, never in an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 200 }), (noise, at) => {
        const bytes = Buffer.concat([batch(0n, values('a'.repeat(100), 'b')), Buffer.from(noise)]);
        const start = Math.min(at, bytes.length);
        const damaged = Buffer.concat([bytes.subarray(0, start), Buffer.from(noise), bytes.subarray(start)]);
        expect(() => decodeRecordSet(fetched([damaged]), 0n)).not.toThrow();
      }),
    );
  });
});

describe('transactions', () => {
  test('records of an aborted transaction are left out, even with keys like an abort marker', () => {
    const inside = [encodable({ key: Buffer.alloc(4), value: 'x' }), encodable({ key: null, value: 'y' })];
    const batches = [
      batch(0n, values('a')),
      batch(1n, inside, { producerId: 7n, transactional: true }),
      marker(3n, 7n, 'abort'),
      batch(4n, values('b'), { producerId: 7n, transactional: true }),
      marker(5n, 7n, 'commit'),
    ];
    const partition = fetched(batches, [{ producerId: 7n, firstOffset: 1n }]);
    expect(textsOf(partition, 0n)).toEqual(['a', 'b']);
    expect(decodeRecordSet(partition, 0n).lastOffset).toBe(5n);
  });

  test('several transactions that began before the fetched offset, named out of order', () => {
    const batches = [
      batch(10n, values('x'), { producerId: 2n, transactional: true }),
      batch(11n, values('y'), { producerId: 1n, transactional: true }),
      batch(12n, values('z'), { producerId: 3n, transactional: true }),
      marker(13n, 2n, 'abort'),
      marker(14n, 1n, 'abort'),
    ];
    const aborted = [
      { producerId: 2n, firstOffset: 6n },
      { producerId: 1n, firstOffset: 5n },
    ];
    expect(textsOf(fetched(batches, aborted), 10n)).toEqual(['z']);
  });

  test('control batches alone move the position on', () => {
    expect(decodeRecordSet(fetched([marker(5n, 1n, 'commit'), marker(6n, 2n, 'abort')]), 5n)).toMatchObject({
      records: [],
      lastOffset: 6n,
    });
  });
});

describe('positions', () => {
  test('records below the fetched offset are left out', () => {
    expect(textsOf(fetched([batch(0n, values('a', 'b', 'c'))]), 2n)).toEqual(['c']);
  });

  test('a batch that lies wholly below changes nothing', () => {
    expect(decodeRecordSet(fetched([batch(0n, values('a'))]), 5n)).toEqual({
      records: [],
      unreadable: [],
      lastOffset: 4n,
    });
  });

  test('a batch emptied by compaction covers its offsets', () => {
    const emptied = Buffer.from(batch(3n, values('a', 'b')).subarray(0, 61));
    emptied.writeInt32BE(emptied.length - 12, 8);
    emptied.writeInt32BE(0, 57);
    expect(decodeRecordSet(fetched([emptied]), 3n)).toEqual({ records: [], unreadable: [], lastOffset: 4n });
  });

  test('log append time is the time of all records', () => {
    const bytes = batch(0n, values('a', 'b'));
    bytes.writeInt16BE(0x08, attributesAt);
    bytes.writeBigInt64BE(42n, 35);
    expect(decodeRecordSet(fetched([bytes]), 0n).records.map(({ timestamp }) => timestamp)).toEqual([42n, 42n]);
  });
});

const int64 = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(-1n, 0n, 2n ** 63n - 1n));
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
const nullable = fc.option(bytes);
const headerName = fc.string({ unit: 'binary', maxLength: 20 }).map((name) => name.toWellFormed());
const brokenName = bytes.filter((name) => !isUtf8(name));
const brokenHeader = fc.tuple(brokenName, nullable).map(([name, value]): KafkaHeader => [name.toString(), value, name]);
const message = fc.record({
  key: nullable,
  value: nullable,
  timestamp: int64,
  headers: fc.array(fc.oneof(fc.tuple(headerName, nullable), brokenHeader), { maxLength: 6 }),
});

test('whatever is encoded is decoded: nulls, order and doubles of headers, any timestamp, any offset', () => {
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1, maxLength: 20 }),
      fc.bigInt({ min: 0n, max: 2n ** 62n }),
      (messages, base) => {
        const { records, lastOffset } = decodeRecordSet(fetched([batch(base, messages.map(encodable))]), base);
        expect(records.map(({ key, value, timestamp, headers }) => ({ key, value, timestamp, headers }))).toEqual(
          messages.map(({ key, value, timestamp, headers }) => ({ key, value, timestamp, headers })),
        );
        expect(records.map(({ offset }) => offset)).toEqual(messages.map((_, index) => base + BigInt(index)));
        expect(lastOffset).toBe(base + BigInt(messages.length - 1));
      },
    ),
  );
});
