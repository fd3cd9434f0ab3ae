import { expect, test } from 'vitest';
import type { FlowSummary } from '#schemas/api/flow.ts';
import { type Found, groupFound } from './group-found.ts';

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

const record = {
  topic: 'order-events',
  partition: 2,
  offset: '17',
  stored: '1',
  type: null,
  time: '2026-11-24T12:00:00.000Z',
  correlationId: null,
  match: null,
};
const nameOf = (one: Found) =>
  one.what === 'flow' ? one.flow.correlationId : `${one.record.topic}/${one.record.partition}/${one.record.offset}`;

test('given nothing found, there is no group', () => {
  expect(groupFound({ items: [], records: [] })).toEqual([]);
});

test('given several kinds, each stands once, in the order they came', () => {
  const items = [found('a', 'order'), found('b', 'customer'), found('c', 'order'), found('d', null)];
  const groups = groupFound({ items, records: [record] });
  expect(groups.map((group) => [group.label, group.items.map(nameOf)])).toEqual([
    ['By order', ['a', 'c']],
    ['By customer', ['b']],
    ['Found', ['d']],
    ['Single records', ['order-events/2/17']],
  ]);
});
