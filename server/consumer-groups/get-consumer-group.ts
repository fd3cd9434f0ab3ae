import type pg from 'pg';
import type { ConsumerGroup, GroupMember, GroupPartition } from '#schemas/api/consumer-group.ts';
import { partitionKey } from '#server/platform/kafka/index.ts';
import { groupItem } from './group-row.ts';
import { harmOf } from './harm-of.ts';
import { ownersOf, readGroup, readStoredTopics, type StoredMember, type StoredTopic } from './read-group.ts';
import { readRound } from './read-round.ts';
import { readSamples, type SampleRow } from './read-samples.ts';
import type { StoredPlace } from './stored-place.ts';

const mostPartitions = 2_000;

type Shown = { topic: StoredTopic; place: StoredPlace };

/** One group with its members, and its partitions with the samples that their verdicts rest on. Null: not known, or gone. */
export async function getConsumerGroup(pool: pg.Pool, name: string): Promise<ConsumerGroup | null> {
  const group = await readGroup(pool, name);
  if (!group || group.gone_at !== null) return null;
  const [topics, round] = await Promise.all([readStoredTopics(pool, group.id), readRound(pool)]);
  const all = topics.flatMap((topic) => topic.places.map((place) => ({ topic, place })));
  const shown = all.sort(byHarm).slice(0, mostPartitions);
  const shownTopics = [...new Set(shown.map(({ topic }) => topic.id))];
  const samples = await readSamples(pool, { group: group.id, topics: shownTopics, at: group.slots ?? [] });
  const owners = ownersOf(group.member_list);
  return {
    ...groupItem(group),
    coordinator: group.coordinator,
    assignor: group.assignor,
    epoch: group.epoch,
    memberList: group.member_list.map(memberOf),
    partitionList: shown.map((one) => ({
      ...partitionOf(one, samples.get(one.topic.id) ?? []),
      member: owners.get(partitionKey({ topic: one.topic.name, partition: one.place.partition }))?.memberId ?? null,
    })),
    shown: { partitions: shown.length, of: all.length },
    round,
  };
}

function byHarm(a: Shown, b: Shown): number {
  const harm = harmOf(b.place.verdict) - harmOf(a.place.verdict);
  const lag = Number(b.place.lag ?? -1) - Number(a.place.lag ?? -1);
  return harm || lag || a.topic.name.localeCompare(b.topic.name) || a.place.partition - b.place.partition;
}

function memberOf({ sinceMs, pace: _, lags: __, ...member }: StoredMember): GroupMember {
  return { ...member, since: new Date(sinceMs).toISOString() };
}

function partitionOf({ topic, place }: Shown, samples: readonly SampleRow[]): Omit<GroupPartition, 'member'> {
  return {
    topic: topic.name,
    partition: place.partition,
    committed: place.committed,
    committedSeenAt: place.seenAt === null ? null : new Date(place.seenAt).toISOString(),
    logStart: place.start,
    logEnd: place.end,
    lastStable: place.stable === place.end ? null : place.stable,
    lag: place.lag,
    lagMs: place.lagMs,
    lagErrorMs: place.lagErrorMs,
    lagMsFrom: place.lagMsFrom,
    verdict: place.verdict,
    reason: place.reason,
    recordsBehind: place.behind,
    clamped: place.clamped,
    lost: place.lost,
    trend: place.trend,
    samples: samples.flatMap((sample) => sampleOf(sample, place.partition)),
    problem: place.problem,
  };
}

/** −2 stands for a partition that was not sampled, −1 for one without a commit or an end. */
function sampleOf({ at, committed, end }: SampleRow, partition: number): GroupPartition['samples'] {
  const offset = committed[partition] ?? '-2';
  if (offset === '-2') return [];
  const logEnd = end?.[partition] ?? '-1';
  return [
    { at: at.toISOString(), committed: offset === '-1' ? null : offset, logEnd: logEnd === '-1' ? null : logEnd },
  ];
}
