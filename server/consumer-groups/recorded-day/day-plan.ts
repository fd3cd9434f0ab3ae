import type { GroupVerdict } from '#schemas/api/consumer-group.ts';

/** What is done to the consumer, from when to when in minutes, and what a judge should call it. */
export type Incident = {
  what: 'stuck' | 'stopped' | 'rush' | 'set back' | 'overtaken';
  from: number;
  to: number;
  verdict: GroupVerdict;
};

export const dayMinutes = 38;

export const incidents: readonly Incident[] = [
  { what: 'stuck', from: 7, to: 10, verdict: 'stall' },
  { what: 'stopped', from: 12, to: 14, verdict: 'stop' },
  { what: 'rush', from: 16, to: 24, verdict: 'warn' },
  { what: 'set back', from: 30, to: 31, verdict: 'rewind' },
  { what: 'overtaken', from: 34, to: 35, verdict: 'data_loss' },
];

const usualPerSecond = 4;
/** More than the consumer can do: about 20 a second in each of three partitions. */
const rushPerSecond = 75;
/** A stretch in which nothing comes at all. */
const idle = { from: 3, to: 5 };

/** Records a second at a minute of the day. */
export function rateAt(minute: number): number {
  if (minute >= idle.from && minute < idle.to) return 0;
  const rush = incidents.find(({ what, from, to }) => what === 'rush' && minute >= from && minute < to);
  return rush ? rushPerSecond : usualPerSecond;
}
