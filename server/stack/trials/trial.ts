import { writeSync } from 'node:fs';
import { trialOfHistory } from './history/trial-of-history.ts';
import { runOutages } from './outages/outages.ts';
import { trialOfResilience } from './resilience/trial-of-resilience.ts';
import { trialOfServices } from './services/trial-of-services.ts';
import { runTabs } from './tabs/tabs.ts';
import { readTrialOptions, type TrialOptions } from './trial-options.ts';
import type { TrialResult } from './trial-result.ts';

type Trial = { what: string; run(options: TrialOptions, say: (line: string) => void): Promise<TrialResult> };

const trials: Record<string, Trial> = {
  services: {
    what: 'services killed over and over while orders run; every order, charge and notice counted',
    run: trialOfServices,
  },
  resilience: {
    what: 'each service stopped for a minute under traffic, then records twice, late and out of order; every ledger judged',
    run: trialOfResilience,
  },
  history: {
    what: 'collectors, broker, database and the wires between attacked; every record compared',
    run: trialOfHistory,
  },
  outages: { what: 'database, Kafka, disk and clock taken away under traffic', run: runOutages },
  tabs: { what: 'two hundred live streams, slow and deaf ones among them, and eight tabs of a browser', run: runTabs },
};

/** `npm run trial`: progress goes to standard error, one JSON line a trial to standard output. 1 when one failed. */
export async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--list' || name === '--help') {
    for (const [trial, { what }] of Object.entries(trials)) writeSync(1, `${trial.padEnd(10)} ${what}\n`);
    return 0;
  }
  const trial = trials[name];
  const options = readTrialOptions(rest);
  if (!trial || typeof options === 'string') {
    writeSync(2, trial ? `${options}\n` : `There is no trial named ${name}: ${Object.keys(trials).join(', ')}\n`);
    return 2;
  }
  const { faults, figures } = await trial.run(options, (line) => writeSync(2, `  ${line}\n`));
  writeSync(1, `${JSON.stringify({ trial: name, seed: options.seed, faults, ...figures })}\n`);
  return faults.length > 0 ? 1 : 0;
}
