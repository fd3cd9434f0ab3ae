import type { GroupPlace } from '#server/consumer-groups/index.ts';

export const sampleNowMs = Date.parse('2026-11-28T12:10:00.000Z');

/** For tests: a group `drivers` that has committed 90 of 200 in `t/0`, 24 a second, with one member. */
export function samplePlace(facts: Partial<GroupPlace> = {}): GroupPlace {
  return {
    group: 'drivers',
    protocol: 'classic',
    state: 'stable',
    service: 'drivers',
    members: 1,
    topic: 't',
    partition: 0,
    committed: 90n,
    logStart: 0n,
    logEnd: 200n,
    asOf: new Date(sampleNowMs - 400),
    pace: { perSecond: 24, errorPerSecond: 3, overMs: 60_000 },
    owner: { memberId: 'm-1', clientId: 'drivers-1', host: '/10.0.0.7', pace: null, lags: [] },
    emptySince: null,
    committedSeenAt: null,
    problem: null,
    ...facts,
  };
}
