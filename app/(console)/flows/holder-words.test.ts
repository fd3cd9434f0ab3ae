import { expect, test } from 'vitest';
import type { FlowHolder } from '#schemas/api/flow-list.ts';
import { holderWords } from './holder-words.ts';

const holder: FlowHolder = {
  ...{ group: 'drivers', state: 'waiting', type: 'restaurant.order_ready', record: 'restaurant-events/3/88214' },
  ...{ ahead: '1204', etaMs: 49_200, etaErrorMs: 9_000, asOf: '2026-11-28T12:00:00.000Z' },
};

test.each<[Partial<FlowHolder>, string]>([
  [{}, '1,204 behind, about 50 s'],
  [{ etaMs: null }, '1,204 behind'],
  [{ state: 'nobody', etaMs: null }, '1,204 behind, nobody reads there'],
  [{ state: 'nobody', ahead: null, etaMs: null }, 'nobody reads there'],
  [{ state: 'retrying' }, 'being retried'],
  [{ state: 'dead_lettered' }, 'given up: a dead letter'],
])('%j', (facts, text) => {
  expect(holderWords({ ...holder, ...facts })).toBe(text);
});
