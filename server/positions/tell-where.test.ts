import { expect, test } from 'vitest';
import type { FlowProcess, FlowStep } from '#schemas/api/flow.ts';
import type { FlowPosition } from '#schemas/api/flow-position.ts';
import { samplePosition } from '#server/platform/testing/index.ts';
import { tellWhere } from './tell-where.ts';

const step = (id: string, state: FlowStep['state'], service: string, label: string): FlowStep => ({
  ...{ id, state, service, label, event: `${id}.done`, after: [], dueAt: null, dueBy: null, at: null, eventId: null },
  ...{ record: null, usual: null, why: null },
});
const process: FlowProcess = {
  ...{ id: 'order-lifecycle', version: 1, title: 'An order', branch: null, end: null },
  steps: [step('ready', 'done', 'restaurants', 'Food ready'), step('assigned', 'late', 'drivers', 'Driver found')],
};
const told = (...positions: Partial<FlowPosition>[]) =>
  tellWhere({ status: 'late', process }, positions.map(samplePosition));

test('nothing is told of a flow that is neither late nor stuck, follows no process, or whose groups are not known', () => {
  expect(tellWhere({ status: 'running', process }, [samplePosition()])).toBeNull();
  expect(tellWhere({ status: 'late', process: null }, [samplePosition()])).toBeNull();
  expect(told()).toBeNull();
  expect(
    told({ group: 'analytics', service: 'analytics' }, { group: null, service: null, state: 'nobody' }),
  ).toBeNull();
  expect(told({ state: 'unknown' })).toBeNull();
});

test.each<[Partial<FlowPosition>, string]>([
  [{}, '“Driver found” is waiting in drivers, 1,204 events behind, about 50 s from being read.'],
  [
    { ahead: '1', etaMs: null },
    '“Driver found” is waiting in drivers, 1 event behind, and how soon it is read nobody can say.',
  ],
  [
    { ahead: '0', etaMs: 300 },
    '“Driver found” is waiting in drivers, the next to be read, about a second from being read.',
  ],
  [
    { state: 'nobody', ahead: '12', group: 'drivers-eu' },
    '“Driver found” is waiting in drivers-eu, 12 events behind, and nobody reads there: the group has no members.',
  ],
  [{ state: 'processing' }, '“Driver found” is next in drivers: “restaurant.order_ready” is in its hands.'],
  [
    { state: 'retrying', attempt: 3, nextAt: '2026-11-28T12:21:17.000Z' },
    '“Driver found” waits for try 3 in drivers, at 12:21:17 UTC.',
  ],
  [{ state: 'retrying', attempt: null }, '“Driver found” waits for another try in drivers.'],
  [
    { state: 'dead_lettered', attempt: 4, at: '2026-11-24T12:22:00.000Z' },
    'drivers gave up “restaurant.order_ready” at 12:22:00 UTC after 4 tries: it is a dead letter, and waits until somebody sends it again.',
  ],
  [{ state: 'discarded' }, 'Retention deleted “restaurant.order_ready” before drivers had read it.'],
  [
    { state: 'processed', at: '2026-11-28T12:21:07.412Z' },
    'drivers has read all there is of it, the last at 12:21:07 UTC: nothing waits there.',
  ],
  [{ service: null }, '“Driver found” is waiting in drivers, 1,204 events behind, about 50 s from being read.'],
])('%j', (position, sentence) => {
  expect(told(position)).toBe(sentence);
});

test('where its own group has read all, another one that has part in the process may not have', () => {
  const read = { state: 'processed', ahead: '0' } as const;
  expect(told({ group: 'restaurants', service: 'restaurants', ahead: '7' }, read)).toBe(
    '“Driver found” is waiting in restaurants, 7 events behind, about 50 s from being read.',
  );
  expect(told({ group: 'analytics', service: 'analytics' }, read)).toMatch(/^drivers has read all/);
});

test('a stuck flow is told by the step that it is at', () => {
  const steps = process.steps.map((each) => ({
    ...each,
    state: each.state === 'late' ? ('current' as const) : each.state,
  }));
  expect(tellWhere({ status: 'stuck', process: { ...process, steps } }, [samplePosition()])).toMatch(
    /^“Driver found” is waiting/,
  );
});
