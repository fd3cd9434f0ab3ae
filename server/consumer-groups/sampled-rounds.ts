import type { GroupDescription, GroupListing } from '#server/platform/kafka/index.ts';
import type { Told } from './ask-kafka.ts';
import { foldGroups } from './fold-groups.ts';
import { foldTopics } from './fold-topics.ts';
import { type JudgedTopic, judgeMemory } from './judge-memory.ts';
import { emptyMemory, groupMemory, type LagMemory, topicMemory } from './lag-memory.ts';
import type { Mark } from './mark-group.ts';

/** What a test says of one topic `t` and one group `g` in a round; by partition, undefined where it is not told. */
export type SampledRound = {
  committed?: (number | null)[];
  ends?: (number | null)[];
  starts?: number[];
  topicId?: string;
  members?: GroupDescription['members'];
  /** Why the group's coordinator told nothing. */
  problem?: string;
  protocolType?: string;
};

export const testMember = (memberId: string, ...partitions: number[]): GroupDescription['members'][number] => ({
  ...{ memberId, instanceId: null, clientId: memberId, host: '10.0.0.1', epoch: null, subscribed: ['t'] },
  assigned: partitions.map((partition) => ({ topic: 't', partition })),
});

/** Folds and judges rounds by hand, without broker and database. */
export async function sampleRounds(
  rounds: readonly SampledRound[],
  everyMs = 10_000,
): Promise<{ memory: LagMemory; judged: JudgedTopic[]; marks: Mark[] }> {
  const memory = emptyMemory();
  memory.topics.set('t', topicMemory({ id: 1, name: 't', topicId: null, partitions: 0 }));
  memory.groups.set('g', groupMemory(1, listingOf({})));
  let judged: JudgedTopic[] = [];
  const marks: Mark[] = [];
  for (const [index, round] of rounds.entries()) {
    const told = toldOf(round, index * everyMs + 1);
    const slot = memory.slots.take(told.atMs);
    marks.push(...foldTopics(memory, told, slot), ...foldGroups(memory, told, slot));
    judged = (await Array.fromAsync(judgeMemory(memory, { slot, atMs: told.atMs }))).flat();
  }
  return { memory, judged, marks };
}

function listingOf({ protocolType = 'consumer' }: SampledRound): GroupListing {
  return { group: 'g', protocol: 'classic', protocolType, state: 'stable', coordinator: 1 };
}

function toldOf(round: SampledRound, atMs: number): Told {
  const { committed = [], ends = [], starts = [], topicId = 'a', members = [], problem } = round;
  const partitions = ends.map((_, partition) => ({ partition, leader: 1 }));
  const description = { state: 'stable', assignor: 'range', epoch: null, members } as const;
  return {
    atMs,
    readMs: atMs,
    groups: [listingOf(round)],
    problems: [],
    unstorable: [],
    descriptions: new Map([['g', problem === undefined ? description : { problem }]]),
    offsets: new Map([['g', problem === undefined ? { offsets: committed.map(committedAt) } : { problem }]]),
    topics: new Map([['t', { topic: 't', topicId, internal: false, partitions }]]),
    ends: new Map(ends.map((end, partition) => [`t/${partition}`, endAt(end, starts[partition] ?? 0, partition)])),
  };
}

function committedAt(offset: number | null, partition: number) {
  return { topic: 't', partition, offset: offset === null ? null : BigInt(offset), lag: null, problem: null };
}

function endAt(end: number | null, start: number, partition: number) {
  if (end === null)
    return { ...placeAt(partition), logStart: null, logEnd: null, lastStable: null, problem: 'No leader' };
  return {
    ...placeAt(partition),
    logStart: BigInt(start),
    logEnd: BigInt(end),
    lastStable: BigInt(end),
    problem: null,
  };
}

function placeAt(partition: number) {
  return { topic: 't', partition };
}
