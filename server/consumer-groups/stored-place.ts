import type { GroupVerdict, LagTrend } from '#schemas/api/consumer-group.ts';

/** What one group has to do with one partition now, as `group_topic.places` holds it. Offsets are decimal texts, times ms. */
export type StoredPlace = {
  partition: number;
  committed: string | null;
  /** When the commit that stands was first seen. */
  seenAt: number | null;
  start: string | null;
  end: string | null;
  stable: string | null;
  lag: string | null;
  lagMs: number | null;
  lagErrorMs: number | null;
  lagMsFrom: 'records' | 'samples' | null;
  verdict: GroupVerdict;
  reason: string;
  behind: string | null;
  clamped: boolean;
  lost: string | null;
  trend: LagTrend;
  pace: { perSecond: number; errorPerSecond: number; overMs: number } | null;
  member: string | null;
  problem: string | null;
};
