import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IndexedStretch, lagOf, type ReadOffsets } from './lag-of.ts';
import type { LagSample } from './lag-sample.ts';
import { nowMs, sampled } from './sampled.ts';

const read = (more: Partial<ReadOffsets> = {}): ReadOffsets => ({
  committed: 90n,
  logStart: 0n,
  logEnd: 100n,
  lastStable: 100n,
  endReadBeforeCommit: false,
  ...more,
});
const indexed = (more: Partial<IndexedStretch> = {}): IndexedStretch => ({
  first: { offset: 90n, atMs: nowMs - 5_000 },
  count: 10n,
  covered: true,
  ...more,
});
const lag = (of: Partial<ReadOffsets>, index: IndexedStretch | null = null, history: LagSample[] = []) =>
  lagOf(read(of), index, history, nowMs);

describe('the six traps', () => {
  test('transaction markers at the end are no lag: all is read', () => {
    const markers = indexed({ first: null, count: 0n });
    expect(lag({ committed: 99n }, markers)).toMatchObject({ lag: 1n, recordsBehind: 0n, lagMs: 0, lagErrorMs: 0 });
  });

  test('holes of compaction: as many as are there, and the age of the first that is there', () => {
    const holes = indexed({ first: { offset: 97n, atMs: nowMs - 1_000 }, count: 2n });
    expect(lag({}, holes)).toMatchObject({ lag: 10n, recordsBehind: 2n, lagMs: 1_000, lagMsFrom: 'records' });
  });

  test('an idle topic is caught up, never NaN', () => {
    const idle = sampled([3_600, 100, 100], [1_800, 100, 100], [0, 100, 100]);
    expect(lag({ committed: 100n }, null, idle)).toMatchObject({ lag: 0n, lagMs: 0, lagErrorMs: 0, recordsBehind: 0n });
  });

  test('no commit yet is unknown, not the whole log', () => {
    expect(lag({ committed: null })).toEqual({
      lag: null,
      lagMs: null,
      lagErrorMs: null,
      lagMsFrom: null,
      recordsBehind: null,
      clamped: false,
      lost: null,
      held: null,
    });
  });

  test('what retention took is lost, and no lag', () => {
    expect(lag({ committed: 10n, logStart: 60n })).toMatchObject({ lag: 40n, lost: 50n });
    expect(lag({ committed: 10n, logStart: 100n })).toMatchObject({ lag: 0n, lost: 90n, lagMs: 0 });
  });

  test('an end read before the commit is held at 0, and marked', () => {
    expect(lag({ committed: 103n, endReadBeforeCommit: true })).toMatchObject({ lag: 0n, clamped: true, lagMs: 0 });
    expect(lag({ committed: 99n, endReadBeforeCommit: true })).toMatchObject({ lag: 1n, clamped: false });
  });
});

describe('what is not told', () => {
  test('a commit beyond an end that was read after it: the log was cut, so lag is unknown', () => {
    expect(lag({ committed: 500n })).toMatchObject({ lag: null, clamped: false, lagMs: null });
  });

  test('an end that the broker did not tell', () => {
    expect(lag({ logEnd: null })).toMatchObject({ lag: null, lagMs: null, lost: 0n });
  });

  test('a start that it did not tell leaves lag as it is', () => {
    expect(lag({ logStart: null })).toMatchObject({ lag: 10n, lost: null });
  });

  test('share groups have the lag that the broker says, or none', () => {
    expect(lag({ brokerLag: 7n })).toMatchObject({ lag: 7n });
    expect(lag({ brokerLag: -1n })).toMatchObject({ lag: null, lagMs: null });
    expect(lag({ brokerLag: null })).toMatchObject({ lag: 10n });
  });

  test('what an open transaction holds back is said only when nothing else is unread', () => {
    expect(lag({ lastStable: 90n })).toMatchObject({ lag: 10n, held: 10n });
    expect(lag({ lastStable: 95n })).toMatchObject({ lag: 10n, held: 0n });
  });
});

describe('time', () => {
  const history = sampled([100, 0, 50], [60, 0, 80], [20, 0, 120], [0, 0, 200]);

  test('comes from the record where it is indexed, also when the index is behind the end', () => {
    expect(lag({}, indexed({ covered: false }), history)).toMatchObject({
      lagMs: 5_000,
      lagErrorMs: 1,
      lagMsFrom: 'records',
    });
  });

  test('is between two samples where it is not, and true within their distance', () => {
    expect(lag({ logEnd: 200n }, null, history)).toMatchObject({
      lagMs: 50_000,
      lagErrorMs: 30_000,
      lagMsFrom: 'samples',
    });
  });

  test('is not taken from a later record when the index begins behind the commit', () => {
    const late = indexed({ first: { offset: 95n, atMs: nowMs - 1_000 }, covered: false });
    expect(lag({ logEnd: 200n }, late, history)).toMatchObject({ lagMs: 50_000, lagMsFrom: 'samples' });
    expect(lag({ logEnd: 200n }, late, [])).toMatchObject({ lagMs: null, lagErrorMs: null, lagMsFrom: null });
  });

  test('is never extrapolated beyond the oldest sample', () => {
    expect(lag({ committed: 49n, logEnd: 200n }, null, history)).toMatchObject({ lagMs: null, lagMsFrom: null });
  });

  test('forgets where the log ended before it was made anew', () => {
    const anew = sampled([90, 0, 5_000], [60, 0, 80], [20, 0, 120]);
    expect(lag({ committed: 100n, logEnd: 120n }, null, anew)).toMatchObject({ lagMs: 40_000 });
  });

  test('of a record from the future is 0, and wrong by as much as the clocks are', () => {
    const future = indexed({ first: { offset: 90n, atMs: nowMs + 4_000 } });
    expect(lag({}, future)).toMatchObject({ lagMs: 0, lagErrorMs: 4_000 });
  });

  test('of a record without a time comes from samples', () => {
    const timeless = indexed({ first: { offset: 90n, atMs: -1 } });
    expect(lag({ logEnd: 200n }, timeless, history)).toMatchObject({ lagMsFrom: 'samples' });
  });
});

const anyOffset = fc.bigInt({ min: 0n, max: 200n });
const maybe = fc.option(anyOffset, { nil: null });
const anyRead: fc.Arbitrary<ReadOffsets> = fc.record({
  committed: maybe,
  logStart: maybe,
  logEnd: maybe,
  lastStable: maybe,
  endReadBeforeCommit: fc.boolean(),
});
const anyStretch: fc.Arbitrary<IndexedStretch | null> = fc.option(
  fc.record({
    first: fc.option(fc.record({ offset: anyOffset, atMs: fc.integer({ min: -1, max: nowMs + 60_000 }) }), {
      nil: null,
    }),
    count: maybe,
    covered: fc.boolean(),
  }),
  { nil: null },
);

test('whatever is read: nothing negative, nothing that is no number, and a time always says where it is from', () => {
  const samples = fc.array(fc.record({ ago: fc.nat(900), end: fc.nat(200) }), { maxLength: 12 });
  fc.assert(
    fc.property(anyRead, anyStretch, samples, (offsets, stretch, points) => {
      const ordered = points.sort((a, b) => b.ago - a.ago).flatMap(({ ago, end }) => sampled([ago, 0, end]));
      const found = lagOf(offsets, stretch, ordered, nowMs);
      expect(found.lag ?? 0n).toBeGreaterThanOrEqual(0n);
      expect(found.lost ?? 0n).toBeGreaterThanOrEqual(0n);
      expect(found.recordsBehind ?? 0n).toBeLessThanOrEqual(found.lag ?? 0n);
      expect(found.lagMs === null).toBe(found.lagMsFrom === null);
      expect(found.lagErrorMs === null).toBe(found.lagMs === null);
      expect(found.lagMs ?? 0).toBeGreaterThanOrEqual(0);
      expect(found.lagErrorMs ?? 0).toBeGreaterThanOrEqual(0);
      if (offsets.committed === null || offsets.logEnd === null) expect(found.lag).toBe(null);
    }),
  );
});

test('who has read more is never farther behind', () => {
  fc.assert(
    fc.property(anyOffset, anyOffset, anyOffset, anyOffset, (committed, more, logStart, logEnd) => {
      const near = lagOf(
        read({ committed: committed + more, logStart, logEnd, endReadBeforeCommit: true }),
        null,
        [],
        nowMs,
      );
      const far = lagOf(read({ committed, logStart, logEnd, endReadBeforeCommit: true }), null, [], nowMs);
      expect(near.lag).not.toBe(null);
      expect(near.lag ?? 0n).toBeLessThanOrEqual(far.lag ?? 0n);
    }),
  );
});

test('however records come and whenever samples are taken, the true age lies within the error', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 2, maxLength: 80 });
  const pauses = fc.array(fc.integer({ min: 1_000, max: 60_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(gaps, pauses, fc.nat(200), (between, every, unread) => {
      const startMs = nowMs - between.reduce((sum, ms) => sum + ms, 0);
      let at = startMs;
      const times = between.map((ms) => {
        at += ms;
        return at;
      });
      let sampleMs = startMs - 1;
      const history = every.flatMap((ms): LagSample[] => {
        const end = BigInt(times.filter((time) => time <= sampleMs).length);
        const sample = { atMs: sampleMs, committed: null, logStart: 0n, logEnd: end };
        sampleMs += ms;
        return sample.atMs <= nowMs ? [sample] : [];
      });
      const logEnd = BigInt(times.length);
      history.push({ atMs: nowMs, committed: null, logStart: 0n, logEnd });
      const committed = BigInt(unread % times.length);
      const found = lagOf(read({ committed, logEnd, lastStable: logEnd }), null, history, nowMs);
      const truth = nowMs - (times[Number(committed)] ?? 0);
      expect(found.lagMsFrom).toBe('samples');
      expect(Math.abs((found.lagMs ?? 0) - truth)).toBeLessThanOrEqual((found.lagErrorMs ?? 0) + 1e-6);
    }),
  );
});
