import { expect, test } from 'vitest';
import { Moment } from './moment.ts';

test('a clock that is set an hour ahead or back changes what a moment is called, not how old it is', () => {
  let offsetMs = 0;
  const clock = { now: () => new Date(1_000_000_000 + offsetMs) };
  const moment = new Moment(4_000);
  expect(moment.ageMs()).toBeCloseTo(4_000, -2);
  for (offsetMs of [3_600_000, -3_600_000]) {
    expect(clock.now().getTime() - moment.date(clock).getTime()).toBeCloseTo(4_000, -2);
  }
});
