import { expect, test } from 'vitest';
import type { SearchGroup, SearchHit } from '#schemas/api/search.ts';
import { foundGroups, lineOf } from './found-groups.ts';

const flow = {
  correlationId: 'a/b',
  business: null,
  status: 'done' as const,
  waits: null,
  startedAt: '2026-11-24T12:00:00.000Z',
  lastEventAt: '2026-11-24T12:00:01.000Z',
  lastEventType: null,
  events: 1,
  services: [],
  problems: 0,
  match: null,
};
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
const why = { id: 'x', path: null, text: null, marks: [] };
const group = (hit: Omit<SearchHit, 'why'>, more: Partial<SearchGroup> = {}): SearchGroup => ({
  line: 'group',
  by: 'id',
  kind: 'order',
  hits: [{ ...hit, why }],
  of: 1,
  ...more,
});
const hrefs = (one: SearchGroup) => foundGroups([one]).flatMap(({ items }) => items.map(({ href }) => href));

test('given nothing found, there is no group', () => {
  expect(foundGroups([{ line: 'end', tookMs: 3, asOf: record.time }])).toEqual([]);
  expect(lineOf([], 'coverage')).toBeNull();
});

test.each([
  [{ by: 'id', kind: 'payment_method' }, 'By payment method', null],
  [{ by: 'id', kind: 'correlation' }, 'By correlation id', null],
  [{ by: 'beginning', kind: 'order', of: 1_204 }, 'By order, begins so', 'the newest 1 of 1,204 flows'],
  [{ by: 'words', kind: null, of: null }, 'In payloads', 'the newest 1'],
] as const)('a group of %j says how it was found and how much of it is shown', (more, label, note) => {
  expect(foundGroups([group({ flow, record: null }, more)])).toMatchObject([{ label, note }]);
});

test('a flow opens at the record that answers', () => {
  expect(hrefs(group({ flow, record: null }))).toEqual(['/flows/a%2Fb']);
  expect(hrefs(group({ flow, record }, { by: 'words' }))).toEqual(['/flows/a%2Fb?sel=order-events/2/17']);
});

test('a record asked for by its place opens by itself, and in its flow', () => {
  expect(hrefs(group({ flow: null, record }, { by: 'record' }))).toEqual(['/records/order-events/2/17?stored=1']);
  expect(hrefs(group({ flow, record }, { by: 'record' }))).toEqual([
    '/records/order-events/2/17?stored=1',
    '/flows/a%2Fb?sel=order-events/2/17',
  ]);
});
