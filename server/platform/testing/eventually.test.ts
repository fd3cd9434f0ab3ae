import { describe, expect, test } from 'vitest';
import { eventually } from './eventually.ts';

describe('eventually', () => {
  test('gives the first value that is there; 0 and an empty text are', async () => {
    const values = [undefined, null, false, 0];
    expect(await eventually(() => values.shift(), { everyMs: 1 })).toBe(0);
  });

  test('after the deadline says what was waited for, and the last error', async () => {
    const waiting = eventually(
      () => {
        throw new Error('not yet');
      },
      { timeoutMs: 20, everyMs: 1, what: 'the moon' },
    );
    await expect(waiting).rejects.toMatchObject({
      message: 'Not within 20 ms: the moon',
      cause: { message: 'not yet' },
    });
  });
});
