import { expect, test } from 'vitest';
import type { FlowSummary } from '#schemas/api/flow.ts';
import { groupFound } from './group-found.ts';

const found = (correlationId: string, kind: string | null): FlowSummary => ({
  correlationId,
  business: null,
  status: 'done',
  startedAt: '2026-11-24T12:00:00.000Z',
  lastEventAt: '2026-11-24T12:00:01.000Z',
  lastEventType: null,
  events: 1,
  services: [],
  problems: 0,
  match: kind ? { kind, id: 'x' } : null,
});

test('given nothing found, there is no group', () => {
  expect(groupFound([])).toEqual([]);
});

test('given several kinds, each stands once, in the order they came', () => {
  const groups = groupFound([found('a', 'order'), found('b', 'customer'), found('c', 'order'), found('d', null)]);
  expect(groups.map((group) => [group.label, group.items.map((flow) => flow.correlationId)])).toEqual([
    ['By order', ['a', 'c']],
    ['By customer', ['b']],
    ['Found', ['d']],
  ]);
});
