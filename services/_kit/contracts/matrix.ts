import { z } from 'zod';
import { listOutside, listServices, producersOf, serviceOf } from '#schemas/services.ts';
import { callsName } from './describe-calls.ts';
import type { Pair } from './draft-pact.ts';
import { type PactInteraction, readPact } from './pact-file.ts';
import type { Verified } from './read-results.ts';

type State = 'verified' | 'failed' | 'missing';

/** One thing that a consumer needs, and whether its producer gives it; `type` and `version` are those of an event. */
type Need = {
  name: string;
  type: string | null;
  version: number | null;
  fields: string[];
  state: State;
  reason: string | null;
};

/** A line of `schemas/contracts/matrix.json`. */
export type PairResult = Pair & { kind: 'events' | 'calls'; pact: string; state: State; needs: Need[] };

type NeededPact = Pair & { kind: PairResult['kind'] };

/** Every pair that needs a pact: who hears events of whom, who calls whom, and what programs beside the services agreed. */
export async function neededPacts(): Promise<NeededPact[]> {
  const declared = listServices().flatMap(({ name: consumer, consumes, calls }): NeededPact[] => {
    const heard = new Set(consumes.flatMap((type) => producersOf(type)));
    const called = new Set(calls.map(({ service }) => service));
    return [
      ...[...heard].map((producer) => ({ consumer, producer, kind: 'events' as const })),
      ...[...called].map((producer) => ({ consumer, producer, kind: 'calls' as const })),
    ];
  });
  const possible = listOutside().flatMap(({ name: consumer }) =>
    listServices().map(({ name: producer }): NeededPact => ({ consumer, producer, kind: 'calls' })),
  );
  const agreed = await Promise.all(possible.map(async (pair) => ((await readPact(callsName(pair))) ? [pair] : [])));
  return [...declared, ...agreed.flat()];
}

export async function pairResult(pair: Pair, pactName: string, verified: Verified[]): Promise<PairResult> {
  const interactions = (await readPact(pactName)) ?? [];
  const kind = pactName === callsName(pair) ? 'calls' : 'events';
  const problems = new Map(verified.map(({ description, problem }) => [description, problem]));
  const agreed = interactions.map((interaction): Need => {
    const { description } = interaction;
    const reason = problems.has(description) ? (problems.get(description) ?? null) : 'it was not verified';
    const state = reason === null ? 'verified' : 'failed';
    return { name: description, ...eventOf(interaction), fields: fieldsOf(interaction), state, reason };
  });
  const needs = [...agreed, ...missingNeeds(pair, kind, interactions)];
  const state = (['missing', 'failed'] as const).find((one) => needs.some((need) => need.state === one)) ?? 'verified';
  return { ...pair, kind, pact: `schemas/contracts/${pactName}.json`, state, needs };
}

/** What is declared in `schemas/services.json` and stands in no pact. */
function missingNeeds({ consumer, producer }: Pair, kind: 'events' | 'calls', agreed: PactInteraction[]): Need[] {
  const names = agreed.map(({ description }) => description);
  const { consumes, calls } = serviceOf(consumer) ?? { consumes: [], calls: [] };
  const heard = consumes.filter((type) => producersOf(type).includes(producer));
  const called = calls.filter(({ service }) => service === producer && names.length === 0);
  const wanted =
    kind === 'events'
      ? heard.filter((type) => !names.some((name) => name.startsWith(`${type} v`)))
      : called.map(({ method, path }) => `${method} ${path}`);
  return wanted.map((name) => ({
    name,
    type: kind === 'events' ? name : null,
    version: null,
    fields: [],
    state: 'missing',
    reason: 'no pact names it',
  }));
}

const eventSchema = z.object({ event_type: z.string(), event_version: z.int() });

function eventOf({ contents }: PactInteraction): Pick<Need, 'type' | 'version'> {
  const event = eventSchema.safeParse(contents?.content).data;
  return { type: event?.event_type ?? null, version: event?.event_version ?? null };
}

function fieldsOf({ contents, response }: PactInteraction): string[] {
  return [...new Set(leavesOf(contents?.content ?? response?.body?.content, ''))].sort();
}

function leavesOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return path === '' ? [] : [path];
  if (Array.isArray(value)) return value.flatMap((element) => leavesOf(element, `${path}[]`));
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, path === '' ? name : `${path}.${name}`));
}

/** What is broken, each in a sentence that begins with the consumer who needs it. */
export function brokenNeeds({ consumer, producer, pact, needs }: PairResult): string[] {
  return needs
    .filter(({ state }) => state !== 'verified')
    .map(({ name, reason }) => `${consumer} needs "${name}" of ${producer}: ${reason} (${pact})`);
}
