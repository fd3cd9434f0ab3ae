import { expect, test } from 'vitest';
import type { GroupVerdict } from '#schemas/api/consumer-group.ts';
import { judgeGroup } from './judge-group.ts';

const partition = (number: number, verdict: GroupVerdict, lag: bigint | null, reason = `It is ${verdict}.`) => ({
  topic: 'orders',
  partition: number,
  verdict,
  lag,
  reason,
});

test.each([
  ['nothing to judge by is unknown', [], 'unknown: It reads no partition and has committed nothing.'],
  ['all read', [partition(0, 'ok', 0n), partition(1, 'ok', 0n)], 'ok: All is read.'],
  ['the farthest behind tells', [partition(0, 'ok', 0n), partition(1, 'ok', 4n)], 'ok: orders partition 1: It is ok.'],
  ['nothing to read', [partition(0, 'ok', null, 'There is nothing.')], 'ok: There is nothing.'],
  [
    'one that nobody can judge is not covered up by others that are well',
    [partition(0, 'ok', 9n), partition(1, 'unknown', null)],
    'unknown: orders partition 1: It is unknown.',
  ],
  [
    'trouble comes before what is unknown',
    [partition(0, 'unknown', null), partition(1, 'warn', 9n), partition(2, 'ok', 0n)],
    'warn: orders partition 1: It is warn.',
  ],
  [
    'the worst, of equals the one farthest behind',
    [partition(0, 'stop', 5n), partition(1, 'stop', 7n), partition(2, 'stall', 99n)],
    'stop: orders partition 1 and 1 more: It is stop.',
  ],
  [
    'lost records are the worst',
    [partition(0, 'data_loss', 0n), partition(1, 'rewind', 7n)],
    'data_loss: orders partition 0: It is data_loss.',
  ],
  ['of a single partition', [partition(3, 'stall', 7n)], 'stall: orders partition 3: It is stall.'],
])('%s', (_, partitions, said) => {
  const { verdict, reason } = judgeGroup(partitions);
  expect(`${verdict}: ${reason}`).toBe(said);
});
