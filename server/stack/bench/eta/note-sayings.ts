import { setTimeout as wait } from 'node:timers/promises';
import { consumerGroupList } from '#schemas/api/consumer-group.ts';
import { flowPositions, groupFlows } from '#schemas/api/position.ts';
import type { Estimate } from './grade-estimates.ts';

/** What the console said, and when it was asked. */
export type Saying = {
  correlationId: string;
  group: string;
  record: string;
  saidAtMs: number;
  etaMs: number;
  etaErrorMs: number;
};

const everyMs = 1_000;
/** One and the same record is asked for again no sooner. */
const anewMs = 10_000;

/** Asks which flows wait in which group for so long, and notes what is said of each. */
export async function noteSayings(console: string, forMs: number): Promise<Saying[]> {
  const sayings: Saying[] = [];
  const saidAt = new Map<string, number>();
  const isNew = ({ group, record, saidAtMs }: Saying) => {
    const key = `${group} ${record}`;
    if (saidAtMs - (saidAt.get(key) ?? 0) < anewMs) return false;
    saidAt.set(key, saidAtMs);
    return true;
  };
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    for (const group of await groupsBehind(console)) sayings.push(...(await saidOf(console, group)).filter(isNew));
    await wait(everyMs);
  }
  return sayings;
}

async function saidOf(console: string, group: string): Promise<Saying[]> {
  const url = `${console}/api/consumer-groups/${encodeURIComponent(group)}/flows?limit=200`;
  const { items } = groupFlows.parse(await read(url));
  const saidAtMs = Date.now();
  return items.flatMap(({ correlationId, waitsWith: { record, state, etaMs, etaErrorMs } }) => {
    if (state !== 'waiting' || etaMs === null || etaErrorMs === null) return [];
    return { correlationId, group, record, saidAtMs, etaMs, etaErrorMs };
  });
}

/** How many offsets all groups together have still to read. */
export async function lagOf(console: string): Promise<number> {
  const { items } = await groups(console);
  return items.reduce((sum, { lag }) => sum + Number(lag ?? 0), 0);
}

/** What then was, of each saying whose record has been processed since, as far as an effect or a span tells when. */
export async function followUp(console: string, sayings: readonly Saying[]): Promise<Estimate[]> {
  const estimates: Estimate[] = [];
  for (const [correlationId, ofFlow] of Map.groupBy(sayings, (saying) => saying.correlationId)) {
    const answer = await read(`${console}/api/flows/${encodeURIComponent(correlationId)}/position`);
    const { position } = flowPositions.parse(answer);
    for (const { record, group, saidAtMs, etaMs, etaErrorMs } of ofFlow) {
      const now = position?.find((each) => each.record === record && each.group === group);
      // What was only sampled is known no better than what was said.
      if (now?.state !== 'processed' || now.at === null || now.atErrorMs !== null) continue;
      estimates.push({ etaMs, etaErrorMs, wasMs: Math.max(0, Date.parse(now.at) - saidAtMs) });
    }
  }
  return estimates;
}

async function groupsBehind(console: string): Promise<string[]> {
  const { items } = await groups(console);
  return items.filter(({ lag, protocolType }) => Number(lag ?? 0) > 0 && protocolType !== '').map(({ group }) => group);
}

async function groups(console: string) {
  return consumerGroupList.parse(await read(`${console}/api/consumer-groups?limit=100`));
}

async function read(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return await response.json();
}
