import { appendFileSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRandom } from '#server/platform/random/index.ts';
import { findPorts } from '../../test-run/find-ports.ts';
import type { TrialOptions } from '../trial-options.ts';
import type { TrialResult } from '../trial-result.ts';
import { planFaults } from './faults.ts';
import { portsNeeded } from './open-ground.ts';
import { runHistory } from './run-history.ts';

const usualRounds = 50;

/** `npm run trial -- history`. The history is one JSON line a round, with what the producers were told meanwhile. */
export async function trialOfHistory(
  { seed, rounds, keep }: TrialOptions,
  say: (line: string) => void,
): Promise<TrialResult> {
  const work = await mkdtemp(join(tmpdir(), 'nibble-history-'));
  const kept = resolve(keep ?? work);
  mkdirSync(kept, { recursive: true });
  const history = join(kept, `history-${seed}.ndjson`);
  say(`seed ${seed}, history ${history}`);
  const run = await runHistory({
    seed,
    plan: planFaults(createRandom(seed), rounds ?? usualRounds),
    dataDir: join(work, 'stack'),
    portsFrom: await findPorts(portsNeeded),
    logFolder: kept,
    say,
    note: (fact) => appendFileSync(history, `${JSON.stringify({ at: new Date().toISOString(), ...fact })}\n`),
  });
  await run.close();
  // What a run with faults has left is looked at.
  if (run.faults.length === 0) await rm(join(work, 'stack'), { recursive: true, force: true });
  else say(`the stack's data and logs are in ${work}`);
  return { faults: run.faults, figures: run.figures };
}
