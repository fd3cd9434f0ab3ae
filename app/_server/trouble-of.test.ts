import { expect, test } from 'vitest';
import type { CollectorHealth } from '#server/event-flow/index.ts';
import { collectorTrouble, failureOf } from './trouble-of.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const well: CollectorHealth = {
  ok: true,
  state: 'running',
  problem: null,
  at: '2026-11-24T11:59:59.000Z',
  ageMs: 1_000,
  isSilent: false,
  behindMs: 0,
  trouble: null,
  brokerAt: null,
  brokerAgeMs: null,
  collectors: 1,
};
const withCode = (code: string, message = '') => Object.assign(new Error(message), { code });

test.each([
  ['away', withCode('ECONNREFUSED')],
  ['away', new Error('Connection terminated unexpectedly')],
  ['hangs', new Error('Query read timeout')],
  ['hangs', new Error('timeout exceeded when trying to connect')],
  ['starting', withCode('57P03', 'the database system is starting up')],
  ['empty', withCode('42P01', 'relation "collector" does not exist')],
  ['refuses', withCode('28P01', 'password authentication failed')],
] as const)('a database that %s is told from %s', (failure, error) => {
  expect(failureOf(error)).toBe(failure);
});

test('a collector that was never heard has no time made up', () => {
  expect(collectorTrouble({ ...well, ageMs: null, at: null }, now)).toMatchObject({ since: null });
});

test('silence is told since the last sign of life, by the clock that pages go by', () => {
  const silent = { ...well, isSilent: true, ageMs: 20_000, at: '2026-11-24T10:00:00.000Z' };
  expect(collectorTrouble(silent, now)).toMatchObject({ since: '2026-11-24T11:59:40.000Z' });
});

test.each([
  ['kafka', /^Kafka does not answer/],
  ['disk', /disk is full/],
  ['something new', /in trouble/],
])('trouble with %s is said in words', (kind, words) => {
  const trouble = { kind, since: '', ageMs: 5_000 };
  expect(collectorTrouble({ ...well, trouble }, now)?.detail).toMatch(words);
});

test('a collector that is well, and a lag that cannot be measured, are no trouble', () => {
  expect(collectorTrouble(well, now)).toBeNull();
  expect(collectorTrouble({ ...well, trouble: { kind: 'log ends', since: '', ageMs: 5_000 } }, now)).toBeNull();
});
