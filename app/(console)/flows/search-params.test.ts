import { expect, test } from 'vitest';
import { flowsParams, flowsPath, noFilters } from './search-params.ts';

test.each(['yesterday', '', '+275760-09-13T00:00:00.000Z', '9'.repeat(40)])(
  'given no moment (%j), takes none',
  (text) => {
    expect(flowsParams.from.parse(text)).toBeNull();
  },
);

test('given a moment in any zone, takes it as the API does', () => {
  expect(flowsParams.from.parse('2026-11-24T12:00:00+01:00')).toBe('2026-11-24T11:00:00.000Z');
});

test.each(['-1', '1.5', 'long', '9'.repeat(20)])('given no length (%j), takes none', (text) => {
  expect(flowsParams.minDurationMs.parse(text)).toBeNull();
});

test('writes filters always in the same order, and none that is not set', () => {
  const filters = { ...noFilters, service: 'orders', status: 'late' as const };
  expect(flowsPath('/flows', filters)).toBe('/flows?status=late&service=orders');
  expect(flowsPath('/flows', noFilters)).toBe('/flows');
});
