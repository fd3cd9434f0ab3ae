import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#server/platform/logging/index.ts';
import type { Random } from '#server/platform/random/index.ts';
import { callJson } from '#services/_kit/index.ts';
import type { Scenario, Trouble } from './scenarios.ts';

export type PlannedTrouble = { trouble: Trouble; atMs: number; forMs: number };

export type Stage = {
  /** Where a service is reached. */
  doorOf(service: string): string;
  pace: number;
  random: Random;
  signal: AbortSignal;
  logger: Logger;
};

const timeoutMs = 5_000;

/** What goes wrong when: the same seed, the same day. Times are ms from the beginning. */
export function planTroubles({ troubles }: Scenario, random: Random, pace: number): PlannedTrouble[] {
  const planned = troubles.map((trouble) => ({
    trouble,
    atMs: pace * random.whole(...trouble.afterMs),
    forMs: Math.max(1, Math.round(pace * random.whole(...trouble.forMs))),
  }));
  return planned.sort((a, b) => a.atMs - b.atMs);
}

/** Lives through a scenario once. What it broke is mended at its end, also when the signal ends it. */
export async function runScenario(scenario: Scenario, stage: Stage): Promise<void> {
  const { random, pace, signal, logger } = stage;
  const began = performance.now();
  const until = (atMs: number) =>
    delay(Math.max(0, atMs - (performance.now() - began)), undefined, { signal }).catch(() => undefined);
  const broken: Trouble[] = [];
  try {
    for (const planned of planTroubles(scenario, random, pace)) {
      await until(planned.atMs);
      if (signal.aborted) return;
      // Noted first: an answer that is lost may have been a fault that began.
      broken.push(planned.trouble);
      await begin(stage, planned);
    }
    await until(pace * scenario.forMs);
  } finally {
    await Promise.all(broken.map((trouble) => mend(stage, trouble)));
    logger.info({ troubles: broken.length }, 'the scenario is over, and what it broke is mended');
  }
}

async function begin({ doorOf, logger }: Stage, { trouble, forMs }: PlannedTrouble): Promise<void> {
  const { service, fault, share, ms } = trouble;
  const body = { forMs, ...(share !== undefined && { share }), ...(ms !== undefined && { ms }) };
  try {
    const url = `${doorOf(service)}/faults/${fault}`;
    const { status } = await callJson({ method: 'PUT', url, template: '/faults/{name}', body, timeoutMs });
    if (status === 200) logger.warn({ service, fault, ...body }, 'trouble begins');
    else logger.error({ service, fault, status }, 'the door for faults refused: is NIBBLE_FAULTS on?');
  } catch (error) {
    logger.error({ err: error, service, fault }, 'trouble could not begin');
  }
}

/** One that has ended by itself is 404, which is well; a service that is away has forgotten it. */
async function mend({ doorOf, logger }: Stage, { service, fault }: Trouble): Promise<void> {
  const url = `${doorOf(service)}/faults/${fault}`;
  try {
    await callJson({ method: 'DELETE', url, template: '/faults/{name}', timeoutMs });
  } catch (error) {
    logger.warn({ err: error, service, fault }, 'a fault could not be mended and ends by itself');
  }
}

/** The rate at a moment of a scenario: up to its height in the first quarter, down from it in the last. */
export function rateAt({ rush, forMs }: Scenario, usual: number, atMs: number): number {
  const share = atMs / forMs;
  if (share >= 1 || share < 0) return usual;
  const height = Math.min(1, share * 4, (1 - share) * 4);
  return usual * (1 + (rush - 1) * height);
}
