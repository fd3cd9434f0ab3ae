import { describe, expect, test } from 'vitest';
import { flowStatuses } from '#schemas/api/flow-statuses.ts';
import { builtInProcesses } from '#server/processes/index.ts';
import { standingsOf } from './flow-standings.ts';
import { statusNumbers, statusOf, statusOfNumber } from './flow-status.ts';

const standings = standingsOf(builtInProcesses());
const judged = { endStatus: null, waits: null, lateFromMs: null, isStuck: false, isOffPath: false, againMs: null };

describe('the status of a flow', () => {
  test('is not known where none of its events belongs to a process', () => {
    expect(standings.get('driver.location_updated')).toBeUndefined();
    expect(statusOfNumber(3)).toBeNull();
  });

  test('is running from any event of a process, not only from the first', () => {
    expect(standings.get('payment.authorized')).toBe('under_way');
    expect(statusOf(judged)).toBe('running');
  });

  test('is how it ended, else the gravest of what is judged of it', () => {
    expect(standings.get('order.completed')).toBe('done');
    expect(standings.get('order.cancelled')).toBe('failed');
    expect(statusOf({ ...judged, endStatus: 'done', isStuck: true })).toBe('done');
    expect(statusOf({ ...judged, isStuck: true, lateFromMs: 5 })).toBe('stuck');
    expect(statusOf({ ...judged, isOffPath: true, lateFromMs: 5 })).toBe('late');
    expect(statusOf({ ...judged, isOffPath: true })).toBe('off_path');
  });

  test('has a number in the column for each of its words', () => {
    expect(flowStatuses.map((status) => statusOfNumber(statusNumbers[status]))).toEqual([...flowStatuses]);
  });
});
