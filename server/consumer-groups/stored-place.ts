import type { GroupVerdict, LagTrend } from '#schemas/api/consumer-group.ts';
import type { Pace } from './pace-of.ts';

/** What one group has to do with one partition now. Offsets are decimal texts, times ms. */
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
  pace: Pace | null;
  problem: string | null;
};

/** Of a partition that is read to its end: the rest follows from that. The end is where the commit is. */
export type ReadPlace = [
  partition: number,
  committed: string,
  seenAt: number | null,
  start: string | null,
  pace: [perSecond: number, errorPerSecond: number, overMs: number] | null,
];

/** As `group_topic.places` holds it: most partitions are read to their end most of the time. */
export type PackedPlace = StoredPlace | ReadPlace;

export const allRead = 'All is read.';

export function unpackPlaces(places: readonly PackedPlace[]): StoredPlace[] {
  return places.map((place) => (isReadPlace(place) ? unpack(place) : place));
}

export function isReadPlace(place: PackedPlace): place is ReadPlace {
  return Array.isArray(place);
}

function unpack([partition, committed, seenAt, start, pace]: ReadPlace): StoredPlace {
  const [perSecond = 0, errorPerSecond = 0, overMs = 0] = pace ?? [];
  return {
    ...{ partition, committed, seenAt, start, end: committed, stable: committed },
    ...{ lag: '0', lagMs: 0, lagErrorMs: 0, lagMsFrom: 'records', verdict: 'ok', reason: allRead },
    ...{ behind: '0', clamped: false, lost: '0', problem: null },
    trend: { direction: 'steady', perSecond: 0, closesInMs: 0 },
    pace: pace && { perSecond, errorPerSecond, overMs },
  };
}
