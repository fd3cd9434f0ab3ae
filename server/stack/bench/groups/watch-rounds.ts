import { setTimeout as wait } from 'node:timers/promises';
import { type ConsumerGroupList, consumerGroupList } from '#schemas/api/consumer-group.ts';
import { type Spread, spread } from '../figures/spread.ts';
import type { BenchStack } from '../with-bench-stack.ts';

type Round = NonNullable<ConsumerGroupList['round']>;

export type Rounds = {
  /**
   * From its beginning until it could be read over HTTP, at most: by what it says of itself, or by the age of its ends when it
   * was first seen if that is more, and the time between two looks.
   */
  pictureMs: Spread;
  /** From when the ends of all logs had been read until it could be read over HTTP. */
  ageMs: Spread;
  /** Until all but its head was written, as it says itself, and how long the next one waited. */
  tookMs: Spread;
  everyMs: Spread;
  /** Sent to the brokers in a round. */
  requests: Spread;
  groups: number;
  partitions: number;
};

const lookMs = 20;
const moveMs = 250;

/** The first round that tells of so many groups, as a page would get it. Throws when none does in time. */
export async function completeRound(web: string, groups: number, limitMs: number, after = 0): Promise<Round> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const { round, total } = await readList(web);
    const isComplete = round && total !== null && total >= groups && round.groups >= groups;
    if (isComplete && Date.parse(round.asOf) > after && round.problems.length === 0) return round;
    if (performance.now() > deadline) throw new Error(`only ${total} of ${groups} groups are told of`);
    await wait(lookMs);
  }
}

/** Watches so many rounds go by. */
export async function watchRounds(
  { pool, stack }: BenchStack,
  count: number,
  meanwhile: (round: number) => Promise<void>,
): Promise<Rounds> {
  const seen = new Map<string, Round & { ageMs: number }>();
  const move = async () => {
    for (let turn = 0; seen.size <= count; turn += 1) await Promise.all([meanwhile(turn), wait(moveMs)]);
  };
  const isOld = async () => {
    const { rows } = await pool.query<{ at: Date }>('select as_of as at from lag_round');
    return rows.every(({ at }) => seen.has(at.toISOString()));
  };
  // The one that stood there at the beginning is older than this look at it. The page is asked only when there is something
  // new: asked all the time it would take a good part of what there is for both.
  const look = async () => {
    while (seen.size <= count) {
      await wait(lookMs);
      if (await isOld()) continue;
      const { round } = await readList(stack.addresses.web);
      if (round) seen.set(round.asOf, { ...round, ageMs: Date.now() - Date.parse(round.asOf) });
    }
  };
  // Each by itself: how soon a round is seen must not hang on how long a commit takes.
  await Promise.all([move(), look()]);
  const rounds = [...seen.values()].slice(1);
  const last = rounds.at(-1);
  return {
    pictureMs: spread(rounds.map(({ tookMs, ageMs }) => Math.max(tookMs, ageMs) + lookMs)),
    ageMs: spread(rounds.map(({ ageMs }) => ageMs)),
    tookMs: spread(rounds.map(({ tookMs }) => tookMs)),
    everyMs: spread(rounds.map(({ everyMs }) => everyMs)),
    requests: spread(rounds.map(({ requests }) => requests)),
    groups: last?.groups ?? 0,
    partitions: last?.partitions ?? 0,
  };
}

async function readList(web: string): Promise<ConsumerGroupList> {
  const response = await fetch(`${web}/api/consumer-groups?limit=1`);
  if (!response.ok) return { items: [], next: null, total: null, counts: noCounts, round: null };
  return consumerGroupList.parse(await response.json());
}

const noCounts = { ok: 0, warn: 0, stall: 0, stop: 0, rewind: 0, data_loss: 0, unknown: 0 };
