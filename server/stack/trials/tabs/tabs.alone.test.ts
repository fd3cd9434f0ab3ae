import { expect, test } from 'vitest';
import { runTabs } from './tabs.ts';

test('two hundred streams, a quarter of them slow or deaf, and eight tabs in one browser', async () => {
  const options = { seed: 1, rounds: null, keep: null };
  const { faults } = await runTabs(options, () => undefined, { notices: 200, untilDead: false });
  expect(faults).toEqual([]);
});
