import { describe, expect, test } from 'vitest';
import { keyRange } from './key-range.ts';

describe('the keys that begin with what was typed', () => {
  test.each(['7K3M-9', 'order 1', '0192f3-', '0192f3c4-12345', '0192f3c4--', 'g192f3', '-0192f3', '', '0'.repeat(33)])(
    'given %j, which begins no UUID, are none',
    (beginning) => {
      expect(keyRange(beginning)).toBeNull();
    },
  );

  test('given a whole UUID, are none: it is found as it is', () => {
    expect(keyRange('0192f3c4-1a2b-7abc-8def-0123456789ab')).toBeNull();
  });

  test.each([
    ['0192f3', '0192f3'],
    ['0192F3C4', '0192f3c4'],
    ['0192f3c4-', '0192f3c4'],
    ['0192f3c4-1a', '0192f3c41a'],
    ['0192f3c4-1a2b-7abc-8def-0123', '0192f3c41a2b7abc8def0123'],
    ['0192f3c41a2b', '0192f3c41a2b'],
  ])('given %s, have those digits first', (beginning, digits) => {
    expect(keyRange(beginning)).toEqual({
      low: digits.padEnd(32, '0'),
      high: digits.padEnd(32, 'f'),
      mayBeTrace: !beginning.includes('-'),
    });
  });
});
