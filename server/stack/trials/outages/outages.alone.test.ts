import { expect, test } from 'vitest';
import { runOutages } from './outages.ts';

/** One a run, since each takes a minute; the long form has all. */
const fault = Math.random() < 0.5 ? 'database hangs' : 'Kafka ended';

test(`what ended or hangs is told of, and nothing is lost: ${fault}`, async () => {
  const options = { seed: 1, rounds: null, keep: null };
  const { faults } = await runOutages(options, () => undefined, {
    faults: [fault],
    lastsMs: 10_000,
    // How soon is measured by the long form; here the machine may have other things to do.
    slackMs: 20_000,
  });
  expect(faults).toEqual([]);
});
