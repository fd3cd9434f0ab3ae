import type { Random } from '#server/platform/random/index.ts';
import { collectorFaults } from './collector-faults.ts';
import { processFaults } from './process-faults.ts';
import { wireFaults } from './wire-faults.ts';

export const faults = { ...collectorFaults, ...processFaults, ...wireFaults };

export type FaultName = keyof typeof faults;

const names = Object.keys(faults).filter((name): name is FaultName => name in faults);

/** A fault for each round: all kinds in a random order, then all again in another. */
export function planFaults(random: Random, rounds: number): FaultName[] {
  const plan: FaultName[] = [];
  while (plan.length < rounds) plan.push(...shuffled(random));
  return plan.slice(0, rounds);
}

function shuffled(random: Random): FaultName[] {
  const left = [...names];
  return names.flatMap(() => left.splice(random.whole(0, left.length - 1), 1));
}
