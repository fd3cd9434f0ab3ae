import { expect, test } from 'vitest';
import { StallWatch } from './stall-watch.ts';

const end = { topic: 't', partition: 0, offset: 10n };
const at = (position: bigint) => new Map([['t/0', position]]);

test('a position that does not move for 15 s although there is more is found, and again 15 s later', () => {
  const watch = new StallWatch();
  expect(watch.stalled([end], at(4n), 0)).toEqual([]);
  expect(watch.stalled([end], at(4n), 14_999)).toEqual([]);
  expect(watch.stalled([end], at(4n), 15_000)).toEqual([{ topic: 't', partition: 0 }]);
  expect(watch.stalled([end], at(4n), 16_000)).toEqual([]);
  expect(watch.stalled([end], at(4n), 31_000)).toEqual([{ topic: 't', partition: 0 }]);
});

test('progress, the end of the log and an unknown position start the time anew', () => {
  const watch = new StallWatch();
  watch.stalled([end], at(4n), 0);
  expect(watch.stalled([end], at(5n), 20_000)).toEqual([]);
  expect(watch.stalled([end], at(10n), 40_000)).toEqual([]);
  expect(watch.stalled([end], at(5n), 60_000)).toEqual([]);
  expect(watch.stalled([end], new Map(), 80_000)).toEqual([]);
});
