import { describe, expect, test } from 'vitest';
import { standings } from './flow-processes.ts';
import { statusOf, statusOfNumber } from './flow-status.ts';

describe('the status of a flow', () => {
  test('is not known where none of its events belongs to a process', () => {
    expect(standings().get('driver.location_updated')).toBeUndefined();
    expect(statusOf(false, null, null)).toBeNull();
    expect(statusOfNumber(3)).toBeNull();
  });

  test('is running from any event of a process, not only from the first', () => {
    expect(standings().get('payment.authorized')).toBe('under_way');
    expect(statusOf(true, null, null)).toBe('running');
  });

  test('is what the last ending event says', () => {
    expect(standings().get('order.completed')).toBe('done');
    expect(standings().get('order.cancelled')).toBe('failed');
    expect(statusOf(true, 1, null)).toBe('done');
    expect(statusOf(true, 1, 2)).toBe('failed');
    expect(statusOf(true, 3, 2)).toBe('done');
  });
});
