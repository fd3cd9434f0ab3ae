import { expect, test } from 'vitest';
import type { FlowPosition } from '#schemas/api/flow-position.ts';
import { samplePosition } from '#server/platform/testing/index.ts';
import { reachWords } from './reach-words.ts';

const nowMs = Date.parse('2026-11-28T12:00:00.000Z');

test.each<[string, Partial<FlowPosition>, string | null]>([
  ['nobody can say', { etaMs: null, etaErrorMs: null }, null],
  ['what was read at a time that is not known', { state: 'processed', tookMs: null }, null],
  ['seconds', { etaMs: 50_170, etaErrorMs: 15_000 }, '≈ 50 s ± 15'],
  ['next to nothing', { etaMs: 300, etaErrorMs: 1_000 }, '< 1 s ± 1'],
  ['nothing that could be sampled', { state: 'processed', tookMs: 0, atErrorMs: 2_400 }, '< 1 s ± 2'],
  ['minutes, the error too', { etaMs: 600_000, etaErrorMs: 20_000 }, '≈ 10 min ± < 1'],
  ['hours', { etaMs: 9_000_000, etaErrorMs: 9_000_000 }, '≈ 3 h ± 3'],
  ['in its hands', { state: 'processing', etaMs: 0 }, 'now'],
  ['the next try', { state: 'retrying', nextAt: '2026-11-28T12:00:04.200Z', etaMs: 4_200 }, 'in 4 s'],
  ['a try that is due', { state: 'retrying', nextAt: '2026-11-28T11:59:00.000Z', etaMs: 0 }, 'now'],
  ['how long it took', { state: 'processed', tookMs: 41 }, '41 ms'],
  ['how long it took, as sampled', { state: 'processed', tookMs: 2_200, atErrorMs: 500 }, '≈ 2 s ± < 1'],
])('%s', (_, facts, expected) => {
  const reach = reachWords(samplePosition(facts), nowMs);
  expect(reach && [reach.text, reach.error].filter(Boolean).join(' ')).toBe(expected);
});
