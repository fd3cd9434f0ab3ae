import { describe, expect, test } from 'vitest';
import { lagOfGroup } from './judge-memory.ts';
import { type SampledRound, sampleRounds, testMember } from './sampled-rounds.ts';
import { packPlaces, unpackPlaces } from './stored-place.ts';

async function sampled(rounds: readonly SampledRound[], everyMs?: number) {
  const { memory, judged, marks } = await sampleRounds(rounds, everyMs);
  const group = memory.groups.get('g');
  if (!group) throw new Error('the group is gone');
  return {
    group,
    marks,
    places: unpackPlaces(packPlaces(judged.flatMap((one) => one.places))),
    lag: lagOfGroup(group),
  };
}

describe('rounds of the sampler', () => {
  test('a group that cannot be asked keeps what was known, and says since when', async () => {
    const { group, lag } = await sampled([
      { committed: [4], ends: [9] },
      { ends: [9], problem: 'the broker is loading' },
    ]);
    expect(lag).toBe(5n);
    expect(group.askedMs).toBe(1);
    expect(group.problems.map(({ detail }) => detail)).toContain('the broker is loading');
  });

  test('one partition without an end is a problem of its own row', async () => {
    const { places, lag } = await sampled([{ committed: [4, 4], ends: [null, 9] }]);
    expect(places[0]).toMatchObject({ lag: null, verdict: 'unknown', problem: 'No leader' });
    expect(places[1]).toMatchObject({ lag: '5', problem: null });
    expect(lag).toBe(5n);
  });

  test('without a commit lag is not known, not all there is', async () => {
    const { group, places, lag } = await sampled([{ ends: [900], members: [testMember('a', 0)] }]);
    expect(places[0]).toMatchObject({ committed: null, lag: null, lagMs: null, verdict: 'unknown' });
    expect([lag, group.verdict]).toEqual([null, 'unknown']);
  });

  test('retention that passed the commit is a loss, not a large lag', async () => {
    const { places, group } = await sampled([{ committed: [10], ends: [500], starts: [400] }]);
    expect(places[0]).toMatchObject({ lost: '390', lag: '100', verdict: 'data_loss' });
    expect(group.verdict).toBe('data_loss');
  });

  test('an idle topic is caught up: no time, no trend that is not a number', async () => {
    const { group, lag } = await sampled(new Array<SampledRound>(20).fill({ committed: [7], ends: [7] }));
    expect([lag, group.verdict, group.trend]).toEqual([0n, 'ok', { direction: 'steady', perSecond: 0, closesInMs: 0 }]);
    expect(group.topics.get('t')?.summary).toMatchObject({ lag: 0n, lagMs: 0, verdict: 'ok' });
  });

  test('one that stands still although it has a member comes to a stall, and says so of the group', async () => {
    const rounds = Array.from({ length: 30 }, (_, index): SampledRound => {
      return { committed: [10], ends: [10 + index], members: [testMember('a', 0)] };
    });
    const { group, lag } = await sampled(rounds);
    expect([group.verdict, lag, group.trend.direction]).toEqual(['stall', 29n, 'growing']);
    expect(group.reason).toContain('t partition 0');
  });

  test('partitions that never had a commit do not keep the group from having a trend', async () => {
    const rounds = Array.from({ length: 20 }, (_, index): SampledRound => {
      return { committed: [10, null], ends: [10 + index, 5], members: [testMember('a', 0, 1)] };
    });
    const { trend } = (await sampled(rounds)).group;
    expect(trend.direction).toBe('growing');
    expect(trend.perSecond).toBeCloseTo(0.1);
  });

  test('a topic made anew: what was before is forgotten, and it is marked', async () => {
    const { marks, places } = await sampled([
      { committed: [10], ends: [10] },
      { committed: [null], ends: [3], topicId: 'b', members: [testMember('a', 0)] },
    ]);
    expect(marks.map(({ kind }) => kind)).toContain('topic_made_anew');
    expect(places[0]).toMatchObject({ committed: null, lag: null, end: '3' });
  });

  test('a partition that is added is not known before it is committed, and it is marked', async () => {
    const members = [testMember('a', 0)];
    const { marks, places } = await sampled([
      { committed: [10], ends: [10], members },
      { committed: [10], ends: [10, 4], members },
    ]);
    expect(marks.map(({ detail }) => detail)).toContain('t has 2 partitions, 1 before.');
    expect(places.map(({ lag }) => lag)).toEqual(['0', null]);
  });

  test('when a commit was first seen stays until it moves', async () => {
    const { places } = await sampled([
      { committed: [1], ends: [9] },
      { committed: [2], ends: [9] },
      { committed: [2], ends: [9] },
    ]);
    expect(places[0]?.seenAt).toBe(10_001);
  });
});
