import { appendFileSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findPorts } from '../../test-run/find-ports.ts';
import type { TrialOptions } from '../trial-options.ts';
import type { TrialResult } from '../trial-result.ts';
import { runServicesTrial } from './run-services-trial.ts';

const usualOrders = 1_000;
const ports = 16;

/** `npm run trial -- services`: `rounds` is the number of orders. The history is one JSON line a blow, order and fault. */
export async function trialOfServices(
  { seed, rounds, keep }: TrialOptions,
  say: (line: string) => void,
): Promise<TrialResult> {
  const work = await mkdtemp(join(tmpdir(), 'nibble-services-'));
  const kept = resolve(keep ?? work);
  mkdirSync(kept, { recursive: true });
  const history = join(kept, `services-${seed}.jsonl`);
  const aftermath = await runServicesTrial({
    seed,
    orders: rounds ?? usualOrders,
    orderEveryMs: 250,
    attackEveryMs: 2_500,
    dataDir: join(work, 'stack'),
    portsFrom: await findPorts(ports),
    say,
    note: (fact) => appendFileSync(history, `${JSON.stringify({ at: new Date().toISOString(), ...fact })}\n`),
  });
  await aftermath.close();
  // What a trial with faults has left is looked at; its address is the last thing said.
  if (aftermath.faults.length === 0) await rm(join(work, 'stack'), { recursive: true, force: true });
  else say(`the stack's data and logs are in ${work}`);
  say(`history: ${history}`);
  return { faults: aftermath.faults, figures: aftermath.figures };
}
