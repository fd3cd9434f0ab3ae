import { describe, expect, test } from 'vitest';
import type { FlowEvent } from '#schemas/api/flow.ts';
import type { GroupPlace } from '#server/consumer-groups/index.ts';
import type { Handling } from '#server/event-flow/index.ts';
import { sampleFlowEvent } from '#server/platform/testing/index.ts';
import { placeEvent } from './place-event.ts';
import { sampleNowMs, samplePlace } from './sample-places.ts';
import type { Trail } from './trail.ts';

const startMs = Date.parse('2026-11-28T12:00:00.000Z');
const at = (seconds: number) => new Date(startMs + seconds * 1_000).toISOString();
const event = sampleFlowEvent({ record: 't/0/100', eventId: 'e-1', type: 'restaurant.order_ready', time: at(0) });
const effect = sampleFlowEvent({
  record: 'd/0/5',
  type: 'driver.assigned',
  service: 'drivers',
  time: at(3),
  cause: { id: 'e-1', kind: 'event', evidence: 'causation_id', reason: null },
});
const copy = (given: Partial<FlowEvent> & { record: string }) =>
  sampleFlowEvent({ eventId: 'e-1', copyOf: event.record, group: 'drivers', time: at(10), ...given });
const retry = copy({ record: 't.drivers.retry.1/0/7', role: 'retry', attempt: 1 });
const dead = copy({
  ...{ record: 't.drivers.dlq/0/3', role: 'dead_letter', attempt: 4, time: at(60) },
  failure: { type: 'TypeError', message: 'x is not a function' },
});
const replay = copy({ record: 't/0/150', role: 'replay', time: at(90) });
const handled = (record: string, failed = false): Handling => {
  return { record, group: 'drivers', service: 'drivers', startMs: startMs + 1_000, endMs: startMs + 2_000, failed };
};
const tier = samplePlace({ topic: 't.drivers.retry.1', committed: 5n, logEnd: 9n });

function placed(facts: Partial<GroupPlace> | null, trail: Partial<Trail> = {}) {
  return placeEvent({
    ...{ event, group: 'drivers', service: 'drivers', copies: [], effects: [], handlings: [] },
    placeOf: ({ topic }) => (topic === 't' ? facts && samplePlace(facts) : tier),
    notBefore: () => null,
    nowMs: sampleNowMs,
    ...trail,
  });
}

describe('what is not known', () => {
  test.each<[string, Partial<GroupPlace> | null, RegExp]>([
    ['offsets were never read', null, /offsets have not been read/],
    ['a group that has committed nothing here', { committed: null }, /committed nothing in this partition/],
  ])('%s', (_, facts, evidence) => {
    expect(placed(facts)).toMatchObject({
      ...{ state: 'unknown', ahead: null, etaMs: null, at: null, proof: 'none' },
      evidence: expect.stringMatching(evidence),
    });
  });
});

describe('by offsets alone', () => {
  test.each<[string, Partial<GroupPlace>, object]>([
    [
      'it waits behind those that the group has still to read, at the pace of the last minutes',
      { committed: 52n },
      {
        ...{ state: 'waiting', ahead: '48', etaMs: 1_600, etaErrorMs: 1_667, attempt: null },
        evidence: 'committed 52 < offset 100 · 24 events/s',
      },
    ],
    [
      'of a member that reads several partitions, at its pace and in turns with the others',
      {
        committed: 52n,
        pace: { perSecond: 8, errorPerSecond: 1, overMs: 60_000 },
        owner: {
          ...{ memberId: 'm-1', clientId: 'drivers-1', host: '/10.0.0.7', lags: [148, 12, 900] },
          pace: { perSecond: 24, errorPerSecond: 0, overMs: 60_000 },
        },
      },
      {
        ...{ state: 'waiting', ahead: '48', etaMs: 4_100, etaErrorMs: 1_625 },
        evidence: 'committed 52 < offset 100 · 24 events/s for 3 partitions',
      },
    ],
    [
      'nobody knows when, without a pace',
      { committed: 52n, pace: null },
      { state: 'waiting', ahead: '48', etaMs: null, evidence: expect.stringContaining('pace is not known yet') },
    ],
    [
      'nor where the group does not move',
      { committed: 52n, pace: { perSecond: 0, errorPerSecond: 0, overMs: 180_000 } },
      { state: 'waiting', etaMs: null, evidence: expect.stringContaining('has not moved for 3 min') },
    ],
    [
      'nor where no member has the partition: the group is dividing it anew',
      { committed: 100n, owner: null },
      { state: 'waiting', ahead: '0', etaMs: null, evidence: expect.stringContaining('no member owns') },
    ],
    [
      'the next one of a member is in its hands',
      { committed: 100n },
      {
        ...{ state: 'processing', ahead: '0', etaMs: 0, attempt: 1 },
        evidence: 'next in its partition: committed 100 · drivers-1 at 10.0.0.7',
      },
    ],
    [
      'what the group has committed past is processed; when, nobody says',
      { committed: 101n },
      {
        state: 'processed',
        ahead: '0',
        at: null,
        tookMs: null,
        evidence: 'committed 101 > offset 100',
        proof: 'offsets',
      },
    ],
    [
      'a group without members reads nothing, since when is told',
      { members: 0, owner: null, emptySince: new Date(startMs) },
      { state: 'nobody', ahead: '10', members: 0, evidence: `group empty since ${at(0)}` },
    ],
    [
      'one that never committed has nobody ahead that could be counted',
      { members: 0, owner: null, committed: null },
      { state: 'nobody', ahead: null, evidence: 'group without members · nothing committed' },
    ],
    ['what an empty group had read, it has read', { members: 0, owner: null, committed: 120n }, { state: 'processed' }],
    [
      'retention took it before it was read',
      { logStart: 110n },
      { state: 'discarded', ahead: null, evidence: expect.stringMatching(/begins at 110, committed 90/) },
    ],
    ['retention took what was read', { logStart: 110n, committed: 105n }, { state: 'processed' }],
    [
      'a share group may read what is behind before what is in front',
      { protocol: 'share', owner: null },
      { state: 'waiting', evidence: expect.stringContaining('out of order') },
    ],
  ])('%s', (_, facts, expected) => {
    expect(placed(facts)).toMatchObject({ record: 't/0/100', group: 'drivers', ...expected });
  });
});

describe('better proof than offsets', () => {
  test('what came of it shows that it was processed, whatever is committed', () => {
    expect(placed(null, { effects: [effect] })).toMatchObject({
      ...{
        state: 'processed',
        ahead: '0',
        at: at(3),
        tookMs: 3_000,
        proof: 'effect',
        proofRecord: 'd/0/5',
        attempt: 1,
      },
      evidence: 'effect driver.assigned, same cause',
    });
  });

  test('where a span tells when it was handled, that is when: what came of it may come later', () => {
    expect(placed(null, { effects: [effect], handlings: [handled(event.record)] })).toMatchObject({
      ...{ state: 'processed', proof: 'effect', at: at(2), tookMs: 2_000 },
    });
  });

  test('an effect before its cause, by clocks that differ, took no time', () => {
    expect(placed(null, { effects: [{ ...effect, time: at(-1) }] })).toMatchObject({ state: 'processed', tookMs: 0 });
  });

  test('a span of it tells when it was done', () => {
    expect(placed({}, { handlings: [handled(event.record)] })).toMatchObject({
      ...{ state: 'processed', at: at(2), tookMs: 2_000, proof: 'span', evidence: 'span process t of drivers' },
    });
  });

  test('a span that failed means another try as long as the group does not go on', () => {
    const handlings = [handled(event.record, true), handled(event.record, true)];
    expect(placed({ committed: 100n }, { handlings })).toMatchObject({ state: 'retrying', attempt: 3, ahead: '0' });
    expect(placed({ committed: 101n }, { handlings })).toMatchObject({ state: 'processed', proof: 'offsets' });
  });
});

describe('what the group passed on', () => {
  const passed = { committed: 101n };

  test('waits for its next try, and says which and when', () => {
    const again = sampleNowMs + 5_000;
    expect(
      placed(passed, { copies: [retry], notBefore: () => again, handlings: [handled(event.record)] }),
    ).toMatchObject({
      ...{ state: 'retrying', attempt: 2, nextAt: new Date(again).toISOString(), etaMs: 5_000, ahead: '2' },
      ...{ proof: 'record', proofRecord: retry.record },
      evidence: `retry.1 → tried again at ${new Date(again).toISOString()}`,
    });
    expect(placed(passed, { copies: [retry] })).toMatchObject({ nextAt: null, evidence: 'retry.1 → next in turn' });
  });

  test('was processed at a later try', () => {
    const late = { ...effect, time: at(11) };
    expect(placed(passed, { copies: [retry], effects: [late] })).toMatchObject({
      ...{ state: 'processed', attempt: 2, at: at(11), evidence: 'retry.1 → effect driver.assigned, same cause' },
    });
    expect(placed(passed, { copies: [retry], handlings: [handled(retry.record)] })).toMatchObject({
      ...{ state: 'processed', attempt: 2, evidence: 'retry.1 → span process t.drivers.retry.1 of drivers' },
    });
    const read = { copies: [retry], placeOf: () => samplePlace({ committed: 8n }) };
    expect(placed(passed, read)).toMatchObject({ state: 'processed', attempt: 2, proof: 'offsets' });
  });

  test('is a dead letter, with the error and after how many tries; a span of that record tells of somebody else', () => {
    expect(placed(passed, { copies: [retry, dead], handlings: [handled(dead.record)] })).toMatchObject({
      ...{ state: 'dead_lettered', attempt: 4, at: at(60), proofRecord: dead.record },
      evidence: `dead letter ${dead.record} · TypeError`,
    });
  });

  test('goes on when it is sent again, and what came of it before does not count', () => {
    const again = { copies: [dead, replay], effects: [effect] };
    expect(placed({ committed: 120n }, again)).toMatchObject({ state: 'waiting', ahead: '30', attempt: null });
    expect(placed({ committed: 151n }, again)).toMatchObject({
      ...{ state: 'processed', evidence: 'replay → committed 151 > offset 150' },
    });
  });
});
