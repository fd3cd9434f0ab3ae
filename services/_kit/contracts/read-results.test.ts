import { expect, test } from 'vitest';
import { readResults } from './read-results.ts';

const failed = (mismatches: object[]) =>
  JSON.stringify({
    result: false,
    interactionResults: [
      { description: 'payment.failed v1', result: 'Error', mismatch: { type: 'mismatches', mismatches } },
    ],
  });

test.each([
  [[], 'nothing was told'],
  [[{ path: '$.data', mismatch: 'Actual map is missing the following keys: detail' }], 'data.detail is missing'],
  [[{ path: '$', mismatch: 'Actual map is missing the following keys: data, event_id' }], 'data, event_id are missing'],
  [
    [{ path: '$.data.total_cents', mismatch: "Expected '1' (String) to be an integer" }],
    "data.total_cents: Expected '1' (String) to be an integer",
  ],
])('mismatches %j read: %s', (mismatches, problem) => {
  expect(readResults(failed(mismatches))).toEqual([{ description: 'payment.failed v1', problem }]);
});

test('what was kept has no problem', () => {
  const kept = { interactionResults: [{ description: 'payment.failed v1', result: 'OK' }] };
  expect(readResults(JSON.stringify(kept))).toEqual([{ description: 'payment.failed v1', problem: null }]);
});
