import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLogger } from '#server/platform/logging/index.ts';
import { createOffsetMirror } from './mirror-offsets.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const at = (offset: bigint) => ({ topic: 't', partition: 0, offset });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a refused commit is said again with the next round, unless there is something newer', async () => {
  const told: bigint[][] = [];
  let refuse = true;
  const mirror = createOffsetMirror({
    commit: async (offsets) => {
      told.push(offsets.map(({ offset }) => offset));
      if (refuse) throw new Error('rebalancing');
    },
    logger,
  });
  mirror.note([at(5n)]);
  await vi.advanceTimersByTimeAsync(1_000);
  mirror.note([at(7n)]);
  refuse = false;
  await vi.advanceTimersByTimeAsync(2_000);
  mirror.stop();
  expect(told).toEqual([[5n], [7n]]);
});

test('nothing new, nothing said; flush says it at once', async () => {
  const told: number[] = [];
  const mirror = createOffsetMirror({
    commit: async (offsets) => {
      told.push(offsets.length);
    },
    logger,
  });
  await vi.advanceTimersByTimeAsync(3_000);
  mirror.note([at(1n), { ...at(2n), partition: 1 }]);
  await mirror.flush();
  await mirror.flush();
  mirror.stop();
  expect(told).toEqual([2]);
});
