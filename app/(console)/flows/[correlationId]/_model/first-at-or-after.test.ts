import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstAtOrAfter } from './first-at-or-after.ts';

it('finds the place that a search from the start would find', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(60), (times, time) => {
      const items = times.sort((a, b) => a - b).map((at) => ({ at }));
      const found = items.findIndex((item) => item.at >= time);
      expect(firstAtOrAfter(items, time)).toBe(found === -1 ? items.length : found);
    }),
  );
});
