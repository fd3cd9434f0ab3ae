import { expect, test } from 'vitest';
import type { GroupPlace } from '#server/consumer-groups/index.ts';
import type { FlowRecord } from '#server/event-flow/index.ts';
import { findHolder } from './find-holder.ts';
import { sampleNowMs, samplePlace } from './sample-places.ts';

const record = (name: string, type = 'restaurant.order_ready'): FlowRecord => {
  const [topic = '', partition, offset = ''] = name.split('/');
  return { topic, partition: Number(partition), offset, type, eventMs: sampleNowMs };
};
const found = (records: FlowRecord[], ...places: Partial<GroupPlace>[]) =>
  findHolder(['drivers', 'orders'], records, places.map(samplePlace), sampleNowMs);

test('a flow of which the group has read all, or whose group is not known, is held by nobody', () => {
  expect(found([record('t/0/89')], {})).toBeNull();
  expect(found([record('t/0/99')])).toBeNull();
  expect(found([record('t/0/99')], { group: 'analytics', service: 'analytics' })).toBeNull();
  expect(found([record('t/0/99')], { committed: null })).toBeNull();
});

test('the newest record that the group of the service has still to read says how far behind it is', () => {
  const records = [record('u/0/7', 'order.updated'), record('t/0/99'), record('t/0/95')];
  expect(found(records, { group: 'couriers' }, { group: 'couriers', topic: 'u', committed: 8n })).toEqual({
    ...{ group: 'couriers', state: 'waiting', type: 'restaurant.order_ready', record: 't/0/99', ahead: '9' },
    ...{ etaMs: 0, etaErrorMs: 1_125, asOf: new Date(sampleNowMs - 400).toISOString() },
  });
});

test('where its own group has read all, that of another service of the process may be what it waits for', () => {
  const other = { group: 'orders', service: 'orders' };
  expect(found([record('t/0/99')], { committed: 100n }, other)).toMatchObject({ group: 'orders', ahead: '9' });
  expect(found([record('t/0/99')], {}, other)).toMatchObject({ group: 'drivers' });
});

test('what is retried, given up, or read by nobody holds it up too', () => {
  const retried = [record('t.drivers.retry.2/0/40'), record('t/0/80')];
  expect(found(retried, {}, { topic: 't.drivers.retry.2', committed: 40n })).toMatchObject({ state: 'retrying' });
  expect(found([record('t.drivers.dlq/0/4'), record('t/0/80')], {})).toMatchObject({
    state: 'dead_lettered',
    ahead: '0',
  });
  expect(found([record('t.orders.dlq/0/4'), record('t/0/80')], {})).toBeNull();
  expect(found([record('t/0/99')], { members: 0, owner: null })).toMatchObject({ state: 'nobody', etaMs: null });
});
