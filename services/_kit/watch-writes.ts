import { Moment } from '#server/platform/clock/index.ts';

/** PostgreSQL, Appendix A: disk_full. Questions are still answered, so nothing but a write that failed tells of it. */
const diskFull = '53100';
/** Small writes may still find room between two that do not: one success takes nothing back. */
const freshMs = 3_000;

export type WriteWatch = {
  /** Hears of each transaction that failed. */
  note(error: unknown): void;
  /** Whether one found the disk full in the last three seconds. */
  isDiskFull(): boolean;
};

export function watchWrites(): WriteWatch {
  let last: Moment | null = null;
  return {
    note: (error) => {
      if (error instanceof Error && 'code' in error && error.code === diskFull) last = new Moment();
    },
    isDiskFull: () => last !== null && last.ageMs() < freshMs,
  };
}
