import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgePartition } from './judge-partition.ts';
import type { PartitionLag } from './lag-of.ts';
import { lagOf } from './lag-of.ts';
import type { LagSample } from './lag-sample.ts';
import { lagNow, nowMs, sampled, sampledBy } from './sampled.ts';

const judge = (samples: LagSample[], members: number | null = 1, lag: Partial<PartitionLag> = {}) => {
  const { verdict, reason } = judgePartition(samples, nowMs, { ...lagNow(samples), ...lag }, members);
  return `${verdict}: ${reason}`;
};

/** Commits and ends of ten minutes, one sample every 30 s. */
const steady = sampledBy((second) => [second * 10, 40 + second * 10]);
const growing = sampledBy((second) => [second * 8, 40 + second * 10]);
const dipping = sampledBy((second) => [second === 300 ? 2_995 : second * 8, 40 + second * 10]);
const catchingUp = sampledBy((second) => [second * 12, 2_000 + second * 10]);
const stopped = sampledBy((second) => [Math.min(second, 300) * 10, 40 + second * 10]);
const stalled = sampledBy((second) => [7, 40 + second]);
const batches = sampledBy((second) => [Math.floor(second / 240) * 2_400, second * 10]);
const batchBefore = sampledBy((second) => [([330, 90].find((at) => second >= at) ?? 0) * 10, second * 10]);
const rushOf = (lasted: number) =>
  sampledBy((second) => {
    const rush = Math.max(0, second - 570 + lasted);
    return [second + rush * 10, second + rush * 30];
  });
const every2min = sampledBy((second) => [Math.floor(second / 120) * 1_200, 1_300 + second * 10]);
const rewound = sampledBy((second) => [second < 480 ? second * 10 : second * 10 - 3_000, 40 + second * 10]);
const rereadSince = sampledBy((second) => [second === 240 ? 0 : second * 10, 40 + second * 10]);
const risingFromNothing = sampledBy((second) => [second < 120 ? second * 10 : 1_200 + (second - 120) * 3, second * 10]);
const idleUntilNow = sampled([580, 50, 50], [300, 50, 50], [60, 50, 50], [2, 50, 51], [0, 50, 51]);

test.each([
  ['caught up, by one sample', sampled([0, 9, 9]), 1, 'ok: All is read.'],
  ['caught up, whatever was before', [...stalled, ...sampled([0, 700, 700])], 1, 'ok: All is read.'],
  ['steady', steady, 1, 'ok: 40 records wait, and it keeps up.'],
  ['catching up', catchingUp, 1, 'ok: 860 records wait; at this pace all is read in 7 min.'],
  ['idle until a moment ago', idleUntilNow, 1, 'ok: 1 record waits, and it keeps up.'],
  ['in batches', batches, 1, 'ok: 900 records wait: in 60 s lag has grown by 600 offsets.'],
  [
    'in batches, a little more this time',
    batchBefore,
    1,
    'ok: 2,400 records wait: in 4 min lag has grown by 2,100 offsets.',
  ],
  ['in a rush that has just begun', rushOf(150), 1, 'ok: 3,000 records wait: in 2 min lag has grown by 2,400 offsets.'],
  [
    'in a rush that goes on',
    rushOf(240),
    1,
    'warn: 4,800 records wait: it reads, but in 4 min lag has grown by 4,200 offsets.',
  ],
  ['every two minutes, as it always did', every2min, 1, 'ok: 2,200 records wait, and it keeps up.'],
  ['growing', growing, 1, 'warn: 1,180 records wait: it reads, but in 10 min lag has grown by 1,140 offsets.'],
  [
    'growing with a dip',
    dipping,
    1,
    'warn: 1,180 records wait: it reads, but in 10 min lag has grown by 1,140 offsets.',
  ],
  [
    'growing since long ago when it was caught up',
    risingFromNothing,
    1,
    'warn: 3,150 records wait: it reads, but in 7 min lag has grown by 2,940 offsets.',
  ],
  [
    'stopped, its members gone',
    stopped,
    0,
    'stop: 2,740 records wait, the group has no member, and its commit has not moved for 5 min.',
  ],
  [
    'stopped, its members there',
    stopped,
    2,
    'stall: 2,740 records wait, and its commit has not moved for 5 min although the group has members.',
  ],
  [
    'stopped, as far as one can tell',
    stopped,
    null,
    'stop: 2,740 records wait, and its commit has not moved for 5 min.',
  ],
  [
    'never moving',
    stalled,
    1,
    'stall: 603 records wait, and its commit has not moved for 10 min or longer although the group has members.',
  ],
  [
    'never moving, members not told',
    stalled,
    null,
    'stall: 603 records wait, and its commit has not moved for 10 min or longer.',
  ],
  [
    'left for ever',
    stalled,
    0,
    'stop: 603 records wait, the group has no member, and its commit has not moved for 10 min or longer.',
  ],
  ['set back', rewound, 1, 'rewind: Its commit went back from 4500 to 1800 in the last 2 min and is not there again.'],
  ['set back and there again', rereadSince, 1, 'ok: 40 records wait, and it keeps up.'],
  [
    'set back a second ago',
    sampled([2, 90, 99], [1, 10, 99]),
    0,
    'rewind: Its commit went back from 90 to 10 in the last 2 s and is not there again.',
  ],
  [
    'overtaken by retention',
    sampled([0, 10, 2_000, 1_000]),
    1,
    'data_loss: Retention removed up to 990 records before the group had read them.',
  ],
  [
    'overtaken, and gone on since',
    sampled([240, 10, 2_000, 1_000], [180, 1_000, 2_000, 1_000], [0, 2_000, 2_000, 1_000]),
    1,
    'data_loss: Retention removed up to 990 records before the group had read them, 4 min ago; it reads on behind them.',
  ],
  ['without a sample', sampled(), 1, 'unknown: There is no sample of the last ten minutes.'],
  [
    'sampled long ago',
    sampled([700, 1, 9], [650, 1, 9], [601, 1, 9]),
    1,
    'unknown: 8 records wait, and 0 samples over a second are too little to judge by.',
  ],
  [
    'sampled once',
    sampled([0, 1, 9]),
    1,
    'unknown: 8 records wait, and 1 sample over a second is too little to judge by.',
  ],
  [
    'sampled too shortly',
    sampled([20, 1, 9], [10, 2, 9], [0, 3, 9]),
    1,
    'unknown: 6 records wait, and 3 samples over 20 s are too little to judge by.',
  ],
  [
    'without a commit',
    sampled([0, null, 9]),
    1,
    'unknown: Nothing is committed yet, so nobody knows how much is unread.',
  ],
  [
    'without a commit of an empty log',
    sampled([0, null, 9, 9]),
    1,
    'ok: Nothing is committed yet, and there is nothing to read.',
  ],
  ['without an end', sampled([30, 1, 9], [0, 1, null]), 1, 'unknown: The broker did not tell where the log ends.'],
  [
    'beyond the end',
    sampled([0, 500, 20]),
    1,
    'unknown: Its commit stands at 500, beyond the end of the log at 20: the log was cut or made anew.',
  ],
])('%s', (_, samples, members, said) => {
  expect(judge(samples, members)).toBe(said);
});

describe('what offsets alone would get wrong', () => {
  test('offsets without records are no lag', () => {
    const said = 'ok: All is read: the last 603 offsets hold no record, as transactions and compaction leave them.';
    expect(judge(stalled, 1, { recordsBehind: 0n, lagMs: 0 })).toBe(said);
  });

  test('a record that came a moment ago behind markers has not been waiting as long as they', () => {
    const markers = sampledBy((second) => [10, second < 570 ? 11 : 12]);
    expect(judge(markers, 1, { lagMs: 900, lagErrorMs: 1, recordsBehind: 1n })).toBe(
      'ok: 1 record waits, and it keeps up.',
    );
    expect(judge(markers, 1, { lagMs: 900_000, lagErrorMs: 1 })).toMatch(/^stall/);
  });

  test('what an open transaction holds back is waited for, but not for ever', () => {
    const held = sampled([60, 9, 9], [30, 9, 12], [0, 9, 12]);
    expect(judge(held, 1, { held: 3n })).toBe('ok: The last 3 offsets can be read when an open transaction has ended.');
    expect(judge(stalled, 1, { held: 603n })).toBe(
      'stall: An open transaction has held back 603 offsets for 10 min or longer.',
    );
  });

  test('an end older than the commit is said', () => {
    expect(judge(steady, 1, lagNow(sampled([0, 12, 9]), { endReadBeforeCommit: true }))).toBe(
      'ok: All is read: its commit is newer than the end that was told.',
    );
  });

  test('a topic made anew is judged by what came since', () => {
    const anew = [...sampled([500, 9_000, 9_000], [300, 9_000, 9_900]), ...sampled([90, 0, 5], [50, 5, 9], [0, 9, 12])];
    expect(judge(anew)).toBe('ok: 3 records wait; at this pace all is read in 2 min.');
  });

  test('a group that commits once a minute is not stopped between two commits', () => {
    const minutely = sampledBy((second) => [Math.floor(second / 60) * 600, 700 + second * 10]);
    for (const last of [5, 25, 45, 59]) {
      const shifted = minutely.map((sample) => ({ ...sample, atMs: sample.atMs - last * 1_000 }));
      expect(judgePartition(shifted, nowMs, lagNow(shifted), 1).verdict).toBe('ok');
    }
  });
});

test('the samples behind a verdict are those of the window', () => {
  const samples = sampled([900, 1, 2], [300, 5, 9], [0, 5, 9]);
  expect(judgePartition(samples, nowMs, lagNow(samples), 1).samples).toEqual(samples.slice(1));
});

const anySamples = fc
  .array(
    fc.record({
      ago: fc.nat(900),
      committed: fc.option(fc.nat(300), { nil: null }),
      end: fc.option(fc.nat(300), { nil: null }),
      start: fc.option(fc.nat(300), { nil: null }),
    }),
    { maxLength: 14 },
  )
  .map((rows) =>
    sampled(
      ...rows
        .sort((a, b) => b.ago - a.ago)
        .map((row) => [row.ago, row.committed, row.end, row.start] as const)
        .map(([...row]) => row),
    ),
  );
const anyMembers = fc.constantFrom(null, 0, 1);

test('whatever was sampled: one sentence, and never OK with records waiting and little to judge by', () => {
  fc.assert(
    fc.property(anySamples, anyMembers, (samples, members) => {
      const lag = lagNow(samples);
      const { verdict, reason, samples: behind } = judgePartition(samples, nowMs, lag, members);
      expect(reason).toMatch(/^[A-Z0-9].*\.$/);
      expect(reason).not.toMatch(/NaN|undefined|null|Infinity|-\d/);
      const few = behind.filter(({ committed, logEnd }) => committed !== null && logEnd !== null).length < 3;
      if (few && (lag.lag ?? 0n) > 0n && lag.held === 0n) expect(verdict).not.toMatch(/^(ok|warn)$/);
      if (lag.lag === null && behind.at(-1)?.committed !== null) expect(verdict).toMatch(/^(unknown|data_loss)$/);
    }),
  );
});

test('the same an hour later is the same verdict', () => {
  fc.assert(
    fc.property(anySamples, anyMembers, fc.integer({ min: -1e9, max: 1e9 }), (samples, members, byMs) => {
      const shifted = samples.map((sample) => ({ ...sample, atMs: sample.atMs + byMs }));
      const { reason } = judgePartition(samples, nowMs, lagNow(samples), members);
      const last = shifted.at(-1) ?? { committed: null, logStart: null, logEnd: null };
      const read = { committed: last.committed, logStart: last.logStart, logEnd: last.logEnd };
      const lag = lagOf({ ...read, lastStable: last.logEnd, endReadBeforeCommit: false }, null, shifted, nowMs + byMs);
      expect(judgePartition(shifted, nowMs + byMs, lag, members).reason).toBe(reason);
    }),
  );
});
