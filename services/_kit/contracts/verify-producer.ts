import { randomUUID } from 'node:crypto';
import { callsName } from './describe-calls.ts';
import type { Pair } from './draft-pact.ts';
import { type PairResult, pairResult } from './matrix.ts';
import type { Stage, ToldEvent } from './open-stage.ts';
import { verifyCalls, verifyMessages } from './verify-pact.ts';

/** How a service comes to tell its events and to be in the states that others name. */
export type Publishing = {
  /** Under each event's name in the pacts, the way there through the service's own doors. */
  tells: Record<string, (stage: Stage, id: string) => Promise<ToldEvent>>;
  states?: Record<string, (stage: Stage) => Promise<unknown>>;
  /** Settings that name another service (`RESTAURANTS_URL`), and the pact whose answers stand for it. */
  others?: Record<string, string>;
};

/** Has a service really tell all that one consumer needs of it. */
export async function verifyEvents(pair: Pair, stage: Stage, { tells }: Publishing): Promise<PairResult> {
  const name = `${pair.consumer}-${pair.producer}`;
  const verified = await verifyMessages(pair.producer, name, async (description) => {
    const tell = tells[description];
    if (!tell) throw new Error(`services/${pair.producer}/sample-publishing.ts says no way to tell it`);
    return await tell(stage, `P-${randomUUID().slice(0, 8)}`);
  });
  return await pairResult(pair, name, verified);
}

/** Asks a service all that one consumer asks of it. */
export async function verifyAnswers(pair: Pair, stage: Stage, { states }: Publishing): Promise<PairResult> {
  const reached = Object.entries(states ?? {}).map(([name, reach]) => [name, () => reach(stage)] as const);
  const verified = await verifyCalls(pair.producer, callsName(pair), stage.url, Object.fromEntries(reached));
  return await pairResult(pair, callsName(pair), verified);
}
