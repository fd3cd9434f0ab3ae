import { expect, test } from 'vitest';
import { readCounts } from './run-pytest-suite.ts';

test('a run that wrote nothing counts nothing', () => {
  expect(readCounts('')).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test('an error beside the tests is a failure', () => {
  const xml =
    '<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1.5">';
  expect(readCounts(xml)).toEqual({ passed: 4, failed: 3, skipped: 3 });
});
