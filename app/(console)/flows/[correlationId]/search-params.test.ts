import { describe, expect, it } from 'vitest';
import { parseTimeWindow } from './search-params.ts';

describe('parseTimeWindow', () => {
  it('takes nothing that is no stretch of time', () => {
    for (const text of ['', '5', '5..', 'a..b', '5..5', '9..5', '1..2..3', '1..Infinity'])
      expect(parseTimeWindow.parse(text)).toBeNull();
  });

  it('gives back what it wrote', () => {
    const window = { from: 1_795_521_850_123.25, to: 1_795_521_850_124.5 };
    expect(parseTimeWindow.parse(parseTimeWindow.serialize(window))).toEqual(window);
  });
});
