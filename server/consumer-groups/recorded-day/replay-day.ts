import type { GroupVerdict } from '#schemas/api/consumer-group.ts';
import { judgeGroup } from '../judge-group.ts';
import { judgePartition } from '../judge-partition.ts';
import { lagOf } from '../lag-of.ts';
import type { LagSample } from '../lag-sample.ts';
import { SampleSlots } from '../sample-slots.ts';
import type { RecordedDay } from './recorded-day.ts';

/** What the group was judged to be at a moment of the day. */
export type Said = { minute: number; verdict: GroupVerdict; reason: string };

const minuteMs = 60_000;

/** Judges every sample of the day by those before it, as the sampler would: by the ones that it still has in memory then. */
export function replayDay({ samples, partitions }: RecordedDay): Said[] {
  const slots = new SampleSlots();
  const at = new Map<number, number>();
  return samples.map(({ atMs, members }, index) => {
    at.set(slots.take(atMs), index);
    const kept = slots.all().map(({ slot }) => at.get(slot) ?? index);
    const judged = partitions.map((partition, number) => {
      const history = kept.map((one): LagSample => sampleOf(partition, samples[one]?.atMs ?? 0, one));
      const { committed, logStart, logEnd } = sampleOf(partition, atMs, index);
      const read = { committed, logStart, logEnd, lastStable: logEnd, endReadBeforeCommit: false };
      const lag = lagOf(read, null, history, atMs);
      return { topic: 'orders', partition: number, lag: lag.lag, ...judgePartition(history, atMs, lag, members) };
    });
    return { minute: atMs / minuteMs, ...judgeGroup(judged) };
  });
}

function sampleOf(partition: RecordedDay['partitions'][number], atMs: number, index: number): LagSample {
  const offset = (value: number | null | undefined) => (typeof value === 'number' ? BigInt(value) : null);
  return {
    atMs,
    committed: offset(partition.committed[index]),
    logStart: offset(partition.logStart[index]),
    logEnd: offset(partition.logEnd[index]),
  };
}
