import { expect, test, vi } from 'vitest';
import { streamText } from './stream-text.ts';

function counting(failAt = Number.POSITIVE_INFINITY) {
  const made: number[] = [];
  const state = { made, ended: false };
  async function* pieces() {
    try {
      for (let at = 0; ; at++) {
        if (at === failAt) throw new Error('the database is away');
        made.push(at);
        yield at === 1 ? '' : `${at}\n`;
      }
    } finally {
      state.ended = true;
    }
  }
  return { state, pieces: pieces() };
}

test('given a failure, breaks off and tells it once', async () => {
  const told = vi.fn();
  const { pieces } = counting(2);
  await expect(new Response(streamText(pieces, told)).text()).rejects.toThrow(/away/);
  expect(told).toHaveBeenCalledTimes(1);
});

test('given a reader that goes away, ends what makes the text', async () => {
  const { state, pieces } = counting();
  const reader = streamText(pieces, () => undefined).getReader();
  await reader.read();
  await reader.cancel();
  expect(state.ended).toBe(true);
});

test('given nobody reads, makes nothing ahead', async () => {
  const { state, pieces } = counting();
  const reader = streamText(pieces, () => undefined).getReader();
  expect(state.made).toEqual([]);
  await reader.read();
  await reader.read();
  expect(state.made).toEqual([0, 1]);
});
