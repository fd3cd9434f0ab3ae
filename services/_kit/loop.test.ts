import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLoop } from './loop.ts';

const logger = { warn: vi.fn() };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a round that throws is told, and the loop goes on after its pause', async () => {
  const round = vi.fn().mockRejectedValueOnce(new Error('no')).mockResolvedValue(1_000);
  const loop = startLoop({ name: 'it', round, afterErrorMs: 500, logger });
  await vi.advanceTimersByTimeAsync(0);
  expect(logger.warn).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(500);
  expect(round).toHaveBeenCalledTimes(2);
  await loop.stop();
});

test('waking it does the next round now; waking it later than planned changes nothing', async () => {
  const round = vi.fn().mockResolvedValue(1_000);
  const loop = startLoop({ name: 'it', round, afterErrorMs: 1, logger });
  await vi.advanceTimersByTimeAsync(0);
  loop.wake(5_000);
  loop.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(round).toHaveBeenCalledTimes(2);
  await loop.stop();
});

test('woken during a round, it goes round again at once', async () => {
  const first = Promise.withResolvers<number>();
  const round = vi.fn().mockReturnValueOnce(first.promise).mockResolvedValue(1_000);
  const loop = startLoop({ name: 'it', round, afterErrorMs: 1, logger });
  await vi.advanceTimersByTimeAsync(0);
  loop.wake();
  first.resolve(60_000);
  await vi.advanceTimersByTimeAsync(0);
  expect(round).toHaveBeenCalledTimes(2);
  await loop.stop();
});

test('stopping waits for the round in hand, and no round follows', async () => {
  const first = Promise.withResolvers<number>();
  const round = vi.fn().mockReturnValueOnce(first.promise);
  const loop = startLoop({ name: 'it', round, afterErrorMs: 1, logger });
  await vi.advanceTimersByTimeAsync(0);
  const stopped = vi.fn();
  const stopping = loop.stop().then(stopped);
  await vi.advanceTimersByTimeAsync(0);
  expect(stopped).not.toHaveBeenCalled();
  first.resolve(0);
  await stopping;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(round).toHaveBeenCalledOnce();
});
