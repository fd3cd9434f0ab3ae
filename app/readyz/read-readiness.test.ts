import { expect, test } from 'vitest';
import type { CollectorHealth } from '#server/event-flow/index.ts';
import { Moment } from '#server/platform/clock/index.ts';
import { readReadiness } from './read-readiness.ts';

const well: CollectorHealth = {
  ok: true,
  state: 'running',
  problem: null,
  at: '2026-11-24T12:00:00.000Z',
  ageMs: 400,
  isSilent: false,
  behindMs: 0,
  trouble: null,
  brokerAt: '2026-11-24T12:00:00.000Z',
  brokerAgeMs: 900,
  collectors: 1,
};
const partsOf = (state: Parameters<typeof readReadiness>[0]) => {
  const { ready, parts } = readReadiness(state);
  return { ready, ...Object.fromEntries(parts.map(({ name, ...part }) => [name, part])) };
};

test('all is well', () => {
  expect(partsOf({ seen: new Moment(300), failure: null, health: well })).toMatchObject({
    ready: true,
    broker: { ok: true, ageMs: 900 },
  });
});

test('while the database cannot be asked, what was heard before is not told as true', () => {
  const failure = { kind: 'hangs', since: new Moment(5_000) } as const;
  expect(partsOf({ seen: new Moment(5_000), failure, health: well })).toMatchObject({
    ready: false,
    database: { ok: false, detail: 'The database does not answer' },
    broker: { ok: false, asOf: null },
    collector: { ok: false, asOf: null },
  });
});

test('a Kafka that does not answer is told as soon as the collector says so', () => {
  const trouble = { kind: 'kafka', since: well.brokerAt ?? '', ageMs: 3_500 };
  const health = { ...well, ok: false, state: 'degraded', problem: 'kafka: no broker answers', trouble };
  expect(partsOf({ seen: new Moment(), failure: null, health })).toMatchObject({
    ready: false,
    broker: { ok: false, detail: 'does not answer the collector' },
    collector: { ok: false, detail: 'kafka: no broker answers' },
  });
});

test('records that are read without knowing how many are left are no reason to be called away', () => {
  const health = { ...well, brokerAgeMs: 20_000 };
  expect(partsOf({ seen: new Moment(), failure: null, health })).toMatchObject({ ready: true });
  const silent = { ...health, ok: false, isSilent: true };
  expect(partsOf({ seen: new Moment(), failure: null, health: silent })).toMatchObject({ broker: { ok: false } });
});

test('without a partition to follow the collector’s own word is all there is', () => {
  const health = { ...well, brokerAt: null, brokerAgeMs: null };
  expect(partsOf({ seen: new Moment(), failure: null, health })).toMatchObject({ ready: true });
});
