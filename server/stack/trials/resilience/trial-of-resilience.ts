import { appendFileSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pythonServiceNames, serviceNames } from '../../plan/defaults.ts';
import { findPorts } from '../../test-run/find-ports.ts';
import { runServicesTrial } from '../services/run-services-trial.ts';
import type { TrialOptions } from '../trial-options.ts';
import type { TrialResult } from '../trial-result.ts';
import { countAnswers, type HeardAnswer, judgeAnswers } from './judge-answers.ts';
import { runHostileDelivery } from './run-hostile-delivery.ts';
import { type Turns, takeInTurn } from './take-in-turn.ts';

const usualOrders = 1_000;
const downMs = 60_000;
const betweenMs = 15_000;
const orderEveryMs = 800;
const ports = 16;
const turnsAtMost = serviceNames.length + pythonServiceNames.length;

type Ground = { seed: number; work: string; say(line: string): void; note(fact: object): void };

/** `npm run trial -- resilience`: `rounds` is the number of orders under hostile delivery. */
export async function trialOfResilience(
  { seed, rounds, keep }: TrialOptions,
  say: (line: string) => void,
): Promise<TrialResult> {
  const work = await mkdtemp(join(tmpdir(), 'nibble-resilience-'));
  const kept = resolve(keep ?? work);
  mkdirSync(kept, { recursive: true });
  const history = join(kept, `resilience-${seed}.jsonl`);
  const note = (fact: object) =>
    appendFileSync(history, `${JSON.stringify({ at: new Date().toISOString(), ...fact })}\n`);
  const outages = await stopEachInTurn({ seed, work, say, note });
  say(`outages: ${outages.faults.length} faults; now hostile delivery`);
  const orders = rounds ?? usualOrders;
  const hostile = await runHostileDelivery({
    seed,
    orders,
    dataDir: join(work, 'hostile'),
    portsFrom: await findPorts(ports),
  });
  const faults = [...outages.faults, ...hostile.faults];
  if (faults.length === 0) await rm(join(work, 'hostile'), { recursive: true, force: true });
  for (const fault of faults) note({ fault });
  say(`history: ${history}`);
  return { faults, figures: { outages: outages.figures, hostile: hostile.figures } };
}

/** Customers come all the while; each service is away for a minute, and everything must catch up. */
async function stopEachInTurn({ seed, work, say, note }: Ground): Promise<TrialResult> {
  const heard: HeardAnswer[] = [];
  const turns: { now: Turns | null } = { now: null };
  const aftermath = await runServicesTrial({
    seed,
    orders: Math.ceil((turnsAtMost * (downMs + betweenMs)) / orderEveryMs),
    orderEveryMs,
    attackEveryMs: betweenMs,
    attack: (attacker) => {
      turns.now = takeInTurn(attacker, { downMs, betweenMs });
      return turns.now;
    },
    mayTimeOut: true,
    hear: (answer) => {
      const away = turns.now?.away() ?? null;
      if (away !== null) heard.push({ ...answer, away });
    },
    dataDir: join(work, 'stack'),
    portsFrom: await findPorts(ports),
    say,
    note,
  });
  await aftermath.close();
  const faults = [...aftermath.faults, ...judgeAnswers(heard)];
  if (faults.length === 0) await rm(join(work, 'stack'), { recursive: true, force: true });
  else say(`the stack's data and logs are in ${work}`);
  return { faults, figures: { ...aftermath.figures, answers: countAnswers(heard) } };
}
