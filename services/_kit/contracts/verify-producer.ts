import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { callsName } from './describe-calls.ts';
import type { Pair } from './draft-pact.ts';
import { type PairResult, pairResult } from './matrix.ts';
import type { Stage, ToldEvent } from './open-stage.ts';
import { type Tell, verifyCalls, verifyMessages } from './verify-pact.ts';

/** How a service comes to tell its events and to be in the states that others name. */
export type Publishing = {
  /** Under each event's name in the pacts, the way there through the service's own doors. */
  tells: Record<string, (stage: Stage, id: string) => Promise<ToldEvent>>;
  states?: Record<string, (stage: Stage) => Promise<unknown>>;
  /** Settings that name another service (`RESTAURANTS_URL`), and the pact whose answers stand for it. */
  others?: Record<string, string>;
};

/** Has the service on the stage really tell an event. */
export function tellOn(stage: Stage, producer: string, { tells }: Publishing): Tell {
  return async (description) => {
    const tell = tells[description];
    if (!tell) throw new Error(`services/${producer}/sample-publishing.ts says no way to tell it`);
    return await tell(stage, `P-${randomUUID().slice(0, 8)}`);
  };
}

const recordedSchema = z.record(z.string(), z.object({ value: z.record(z.string(), z.unknown()) }));

/** What a service in another language told when its own tests recorded it, by a file of `{ event: { value } }`. */
export function tellRecorded(file: URL): Tell {
  return async (description) => {
    const recorded = recordedSchema.parse(JSON.parse(await readFile(file, 'utf8')))[description];
    if (!recorded) throw new Error(`${basename(file.pathname)} has no such event`);
    return recorded.value;
  };
}

/** Holds what a service tells against all that one consumer needs of it. */
export async function verifyEvents(pair: Pair, tell: Tell): Promise<PairResult> {
  const name = `${pair.consumer}-${pair.producer}`;
  return await pairResult(pair, name, await verifyMessages(pair.producer, name, tell));
}

/** Asks a service all that one consumer asks of it. */
export async function verifyAnswers(pair: Pair, stage: Stage, { states }: Publishing): Promise<PairResult> {
  const reached = Object.entries(states ?? {}).map(([name, reach]) => [name, () => reach(stage)] as const);
  const verified = await verifyCalls(pair.producer, callsName(pair), stage.url, Object.fromEntries(reached));
  return await pairResult(pair, callsName(pair), verified);
}
