import { describe, expect, test } from 'vitest';
import { judgeFlow } from './judge-flow.ts';
import { sampleProcess, sightings, usually } from './test-process.ts';

const minute = 60_000;
const usual = usually({
  c: { medianMs: 4_000, p90Ms: 10_000, count: 99 },
  b: { medianMs: 2_000, p90Ms: 3_000, count: 99 },
});
const judge = (times: Record<string, number>, untilMs: number, dead: { type: string; group: string }[] = []) =>
  judgeFlow(sampleProcess(), { firstOf: sightings(times), dead, usual, untilMs });

describe('judging a flow', () => {
  test('says nothing of what is over, however late it was', () => {
    const over = { ParcelPosted: 0, ParcelClosed: 1 };
    expect(judge(over, 100 * minute)).toEqual({
      endStatus: 'failed',
      waits: null,
      lateFromMs: null,
      isStuck: false,
      isOffPath: false,
      againMs: null,
    });
  });

  test('is not late before its deadline, nor as long as it is not known what happened until then', () => {
    const posted = { ParcelPosted: 1_000 };
    expect(judge(posted, minute)).toMatchObject({
      lateFromMs: null,
      againMs: 61_000,
      waits: { id: 'b', dueMs: 61_000 },
    });
    expect(judge(posted, Number.NEGATIVE_INFINITY)).toMatchObject({ lateFromMs: null, againMs: 61_000 });
  });

  test('is late from its deadline on, counted from when it took longer than usual', () => {
    expect(judge({ ParcelPosted: 1_000 }, 61_000)).toMatchObject({ lateFromMs: 4_000, isStuck: false });
  });

  test('of two steps at a time waits for the one that is due first', () => {
    const both = { ParcelPosted: 0, ParcelSorted: 1_000 };
    expect(judge(both, 0)).toMatchObject({ waits: { id: 'c', label: 'Loaded', dueMs: 21_000 } });
    expect(judge({ ...both, ParcelLoaded: 9_000 }, 0)).toMatchObject({ waits: { id: 'c2', dueMs: 91_000 } });
  });

  test('without a deadline is late at twice what nine of ten take; without either never', () => {
    expect(judge({ ParcelPosted: 0, ParcelSorted: 0, ParcelPaid: 1 }, 20_000)).toMatchObject({ lateFromMs: 10_000 });
    const last = { ParcelPosted: 0, ParcelSorted: 0, ParcelPaid: 1, ParcelLoaded: 1 };
    expect(judge(last, 1e12)).toMatchObject({ waits: null, lateFromMs: null, againMs: null });
  });

  test('is stuck when late by far, and says when that will be', () => {
    const farMs = minute + 10 * minute;
    expect(judge({ ParcelPosted: 0 }, farMs - 1)).toMatchObject({ isStuck: false, againMs: farMs });
    expect(judge({ ParcelPosted: 0 }, farMs)).toMatchObject({ isStuck: true, againMs: null });
  });

  test('is stuck at once by a dead letter of the group that has the next step to do, and by no other', () => {
    const sorted = { ParcelPosted: 0, ParcelSorted: 1 };
    expect(judge(sorted, 2, [{ type: 'ParcelSorted', group: 'prod.hub' }])).toMatchObject({ isStuck: true });
    expect(judge(sorted, 2, [{ type: 'ParcelSorted', group: 'billing' }])).toMatchObject({ isStuck: false });
    expect(judge(sorted, 2, [{ type: 'ParcelPosted', group: 'hub' }])).toMatchObject({ isStuck: false });
  });

  test('is off the path once a step was left out for longer than topics take to be read', () => {
    const skipped = { ParcelPosted: 0, ParcelLoaded: 5_000 };
    expect(judge(skipped, 19_999)).toMatchObject({ isOffPath: false, againMs: 20_000 });
    expect(judge(skipped, 20_000)).toMatchObject({ isOffPath: true });
    expect(judge({ ...skipped, ParcelSorted: 2_000 }, 20_000)).toMatchObject({ isOffPath: false });
    expect(judge({ ParcelLoaded: 5_000 }, 20_000)).toMatchObject({ isOffPath: false });
  });

  test('that left its path waits for the end of the branch, by what is usual for that', () => {
    const leaving = { ParcelPosted: 0, ParcelSorted: 1, ParcelMissing: 5 };
    expect(judge(leaving, 1e9)).toMatchObject({ waits: null, lateFromMs: null });
    const known = { firstOf: sightings(leaving), dead: [], untilMs: 1e6 };
    const ends = usually({ lost: { medianMs: 1_000, p90Ms: 50_000, count: 30 } });
    expect(judgeFlow(sampleProcess(), { ...known, usual: ends })).toMatchObject({
      waits: { id: 'lost', dueMs: 100_005 },
      lateFromMs: 50_005,
    });
  });
});
