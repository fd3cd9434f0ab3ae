import { expect, test } from 'vitest';
import { createLogger } from '#server/platform/logging/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { repeat } from './repeat.ts';

const logger = createLogger({ name: 'test', level: 'silent' });

test('a task that fails is tried again after growing pauses, and in its old pace once it works', async () => {
  const calledAt: number[] = [];
  let works = false;
  const repeated = repeat({
    what: 'The task',
    everyMs: 10,
    logger,
    task: async () => {
      calledAt.push(performance.now());
      if (!works) throw new Error('not yet');
      return false;
    },
  });
  await eventually(() => calledAt.length >= 4, { what: 'three more tries' });
  const [first = 0, , , fourth = 0] = calledAt;
  expect(fourth - first).toBeGreaterThanOrEqual(20 + 40 + 80 - 5);
  works = true;
  await eventually(() => calledAt.length >= 9, { what: 'the task at its pace' });
  await repeated.stop();
});

test('more to do is done at once, and stop waits for the task in hand', async () => {
  let left = 3;
  let ended = 0;
  const repeated = repeat({
    what: 'The task',
    everyMs: 60_000,
    logger,
    task: async () => {
      left--;
      await new Promise((resolve) => setTimeout(resolve, 10));
      ended++;
      return left > 0;
    },
  });
  await eventually(() => left === 0, { what: 'all rounds' });
  await repeated.stop();
  expect(ended).toBe(3);
});
