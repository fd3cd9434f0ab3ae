import { describe, expect, test } from 'vitest';
import { flowsQueryOf, pageSize, searchOf } from './flows-query-of.ts';
import { hasFilters, noFilters } from './search-params.ts';

const now = Date.parse('2026-11-24T12:00:00.000Z');

describe('flowsQueryOf', () => {
  test('given no filter, asks for a page of everything', () => {
    expect(flowsQueryOf(noFilters, now)).toEqual({ limit: pageSize });
  });

  test('given blanks, does not search for them', () => {
    expect(flowsQueryOf({ ...noFilters, q: '   ' }, now)).toEqual({ limit: pageSize });
  });

  test('given more text than any id has, cuts it where the route would refuse it', () => {
    expect(flowsQueryOf({ ...noFilters, q: 'x'.repeat(600) }, now).q).toHaveLength(500);
  });

  test('given a range, counts back from now', () => {
    expect(flowsQueryOf({ ...noFilters, range: '6h', status: 'failed' }, now, 'next')).toEqual({
      limit: pageSize,
      status: 'failed',
      from: '2026-11-24T06:00:00.000Z',
      cursor: 'next',
    });
  });

  test('given a range and a moment, the range counts', () => {
    const query = flowsQueryOf({ ...noFilters, range: '1h', from: '2020-01-01T00:00:00.000Z' }, now);
    expect(query.from).toBe('2026-11-24T11:00:00.000Z');
  });

  test('is written without what is not asked, and with version 0', () => {
    const query = flowsQueryOf({ ...noFilters, type: 'order.created', version: 0, missing: '' }, now);
    expect(searchOf(query)).toBe(`type=order.created&version=0&limit=${pageSize}`);
  });
});

test('hasFilters does not count blanks', () => {
  expect(hasFilters({ ...noFilters, q: ' ' })).toBe(false);
  expect(hasFilters({ ...noFilters, service: 'orders' })).toBe(true);
  expect(hasFilters({ ...noFilters, version: 0 })).toBe(true);
});
