import { describe, expect, test } from 'vitest';
import { countResults } from './suite-result.ts';

const result = (suite: string, passed: number, failed: number) => ({ suite, passed, failed, skipped: 0, ms: 1 });

describe('the counts of npm test', () => {
  test('a suite that ran no test is a failure', () => {
    const counts = countResults([result('int', 3, 0), result('contract', 0, 0)]);
    expect(counts).toEqual({ passed: 3, failed: 1, empty: ['contract'] });
  });

  test('failures add up', () => {
    expect(countResults([result('int', 3, 1), result('e2e', 2, 2)])).toEqual({ passed: 5, failed: 3, empty: [] });
  });

  test('a suite of skipped tests only ran none', () => {
    expect(countResults([{ ...result('int', 0, 0), skipped: 4 }]).failed).toBe(1);
  });
});
