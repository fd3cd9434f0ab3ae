import { expect, test } from 'vitest';
import { addToRollUp, type Rolled, type RolledRow, rollUps } from './roll-up.ts';

const found = (values: Partial<Rolled> = {}): Rolled => ({
  ...{ lag: 0n, lagMs: 0, lagErrorMs: 1, members: 1, verdict: 'ok' },
  ...values,
});

/** The rows that so many seconds give. */
function roll(unit: 'minute' | 'hour', everySeconds: number, finds: readonly Rolled[]): RolledRow[] {
  const rollUp = rollUps().find((one) => one.unit === unit);
  if (!rollUp) return [];
  return finds.flatMap((one, index) => addToRollUp(rollUp, index * everySeconds * 1_000, one) ?? []);
}

test('a group that could not be asked is told as that, not as caught up', () => {
  const nothing = found({ lag: null, lagMs: null, lagErrorMs: null, members: null, verdict: null });
  expect(roll('minute', 60, [found(), nothing, found()])).toEqual([
    { ...found(), atMs: 0 },
    { ...nothing, atMs: 60_000 },
  ]);
});

test('the worst of the minute is kept, not the last', () => {
  const rows = roll('minute', 20, [found(), found({ lag: 9n, lagMs: 90, verdict: 'warn' }), found(), found()]);
  expect(rows).toEqual([{ ...found({ lag: 9n, lagMs: 90, verdict: 'warn' }), atMs: 0 }]);
});

test('what says nothing new is left out, and said again after ten minutes', () => {
  const rows = roll('minute', 60, new Array<Rolled>(25).fill(found()));
  expect(rows.map(({ atMs }) => atMs / 60_000)).toEqual([0, 10, 20]);
});

test('hours are rolled from the same rounds', () => {
  const rows = roll('hour', 1_800, [found(), found({ lag: 3n }), found({ lag: 1n }), found(), found()]);
  expect(rows.map(({ atMs, lag }) => [atMs / 3_600_000, lag])).toEqual([
    [0, 3n],
    [1, 1n],
  ]);
});
