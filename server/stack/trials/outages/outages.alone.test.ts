import { expect, test } from 'vitest';
import { runOutages } from './outages.ts';

test('a database that hangs and a Kafka that ended are told of, and nothing is lost', async () => {
  const options = { seed: 1, rounds: null, keep: null };
  const { faults } = await runOutages(options, () => undefined, {
    faults: ['database hangs', 'Kafka ended'],
    lastsMs: 10_000,
    // How soon is measured by the long form; here the machine may have other things to do.
    slackMs: 20_000,
  });
  expect(faults).toEqual([]);
});
