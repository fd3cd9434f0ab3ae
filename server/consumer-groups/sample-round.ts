import type pg from 'pg';
import type { PartProblem } from '#schemas/api/common.ts';
import type { Clock } from '#server/platform/clock/index.ts';
import type { GroupReader } from '#server/platform/kafka/index.ts';
import { askKafka, type Told } from './ask-kafka.ts';
import { foldGroups } from './fold-groups.ts';
import { foldTopics } from './fold-topics.ts';
import { judgeMemory } from './judge-memory.ts';
import { knowFirsts } from './know-firsts.ts';
import type { LagMemory } from './lag-memory.ts';
import type { Mark } from './mark-group.ts';
import { paceOfRounds, type SamplerRound } from './sampler-round.ts';
import { writeNumbers } from './write-numbers.ts';
import { writeRound } from './write-round.ts';

export type SamplerState = {
  /** Holds the sampler's lock: all that a round writes goes through it. */
  client: pg.ClientBase;
  /** For reading the index. */
  pool: pg.Pool;
  cluster: number;
  /** The name of this process. */
  sampler: string;
  memory: LagMemory;
  reader: GroupReader;
  /** How long it was to wait after the last round, ms; 0 before the first. */
  everyMs: number;
  /** How many requests were sent to brokers so far. */
  requests(): number;
  clock: Clock;
};

/** One round, from asking Kafka to the last row. Throws `KafkaSilent` when Kafka cannot be asked: then nothing is changed. */
export async function sampleRound(state: SamplerState): Promise<SamplerRound> {
  const { client, pool, cluster, sampler, memory } = state;
  const begunMs = performance.now();
  const { slot, readMs, atMs, requests, marks, gone, troubles, namesLeftOut } = await takeIn(state);
  const waitedMs = await knowFirsts(pool, [...memory.groups.values()], { slot, atMs });
  const judged = judgeMemory(memory, { slot, atMs });
  const problems = [...troubles, ...namesLeftOut].slice(0, mostProblems);
  const pace = { beforeMs: state.everyMs, isTroubled: troubles.length > 0 };
  const soFarMs = () => performance.now() - begunMs - waitedMs;
  const tell = (): SamplerRound => {
    const tookMs = soFarMs();
    const everyMs = paceOfRounds(tookMs, pace);
    return { sampler, readMs, atMs, tookMs, everyMs, requests, partitions: countPartitions(memory), problems };
  };
  const round = await writeRound(client, { cluster, memory, slot, readMs, atMs, judged, marks, gone, tell });
  state.everyMs = paceOfRounds(soFarMs(), pace);
  return { ...round, everyMs: state.everyMs };
}

type TakenIn = Pick<SamplerRound, 'readMs' | 'atMs' | 'requests'> & {
  slot: number;
  marks: Mark[];
  gone: number[];
  troubles: PartProblem[];
  namesLeftOut: PartProblem[];
};

/** What Kafka tells goes into memory, in columns; as it was told it is too much to be kept until the round is over. */
async function takeIn(state: SamplerState): Promise<TakenIn> {
  const { client, cluster, memory } = state;
  const sentBefore = state.requests();
  const told = await askKafka(state.reader, () => state.clock.now()).catch((cause: unknown) => {
    throw new KafkaSilent(cause);
  });
  const requests = state.requests() - sentBefore;
  await writeNumbers(client, cluster, memory, told);
  const { readMs, atMs } = told;
  const slot = memory.slots.take(atMs);
  const marks = [...foldTopics(memory, told, slot), ...foldGroups(memory, told, slot)];
  const gone = forgetGone(memory, told);
  const troubles = problemsOf(memory, told);
  return { slot, readMs, atMs, requests, marks, gone, troubles, namesLeftOut: leftOut(told) };
}

export class KafkaSilent extends Error {
  constructor(cause: unknown) {
    super('Kafka cannot be asked about groups', { cause });
    this.name = 'KafkaSilent';
  }
}

/** A group that no broker lists is gone, if all brokers told theirs; else it may be one of theirs that did not. */
function forgetGone(memory: LagMemory, told: Told): number[] {
  const listed = new Set(told.groups.map(({ group }) => group));
  const missing = [...memory.groups.values()].filter(({ name }) => !listed.has(name));
  const [silent] = told.problems;
  if (silent) {
    const detail = `Broker ${silent.broker} did not tell its groups: ${silent.detail}`;
    for (const group of missing) group.problems = [{ what: 'group', detail }];
    return [];
  }
  for (const { name } of missing) memory.groups.delete(name);
  return missing.map(({ id }) => id);
}

const mostProblems = 20;

function problemsOf(memory: LagMemory, told: Told): PartProblem[] {
  const brokers = told.problems.map(({ broker, detail }) => ({ what: `broker ${broker}`, detail }));
  // What the brokers are to blame for is told of them.
  const failed =
    told.problems.length > 0 ? [] : [...memory.groups.values()].filter(({ problems }) => problems.length > 0);
  const groups = failed.map(({ name, problems }) => ({ what: `group ${name}`, detail: problems[0]?.detail ?? '' }));
  return [...brokers, ...groups];
}

const shownName = 60;

/** No trouble of Kafka's, and for good. */
function leftOut({ unstorable }: Told): PartProblem[] {
  const detail = 'Its name holds a NUL byte or more than 2,000 bytes, which no table can hold: it is not sampled.';
  return unstorable.map((name) => ({ what: `group ${name.slice(0, shownName).replaceAll('\u0000', '␀')}`, detail }));
}

/** Of all groups: one that two groups read counts twice. */
function countPartitions(memory: LagMemory): number {
  let count = 0;
  for (const group of memory.groups.values())
    for (const { partitions } of group.topics.values()) count += partitions.length;
  return count;
}
