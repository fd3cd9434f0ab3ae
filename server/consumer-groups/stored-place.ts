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

/** One that is not, by what `StoredPlace` calls it: without names it is half as long, and so is what each round writes. */
export type UnreadPlace = [
  ...[partition: number, committed: string | null, seenAt: number | null],
  ...[start: string | null, end: string | null, stable: string | null],
  ...[lag: string | null, lagMs: number | null, lagErrorMs: number | null, lagMsFrom: StoredPlace['lagMsFrom']],
  ...[verdict: GroupVerdict, reason: string, behind: string | null, clamped: boolean, lost: string | null],
  trend: [direction: LagTrend['direction'], perSecond: number | null, closesInMs: number | null],
  pace: ReadPlace[4],
  problem: string | null,
];

/** As `group_topic.places` holds it: most partitions are read to their end most of the time. */
export type PackedPlace = UnreadPlace | ReadPlace;

export const allRead = 'All is read.';

export function packPlaces(places: readonly (StoredPlace | ReadPlace)[]): PackedPlace[] {
  return places.map((place) => (Array.isArray(place) ? place : packUnread(place)));
}

export function unpackPlaces(places: readonly PackedPlace[]): StoredPlace[] {
  return places.map((place) => (isReadPlace(place) ? unpackRead(place) : unpackUnread(place)));
}

function isReadPlace(place: PackedPlace): place is ReadPlace {
  return place.length === 5;
}

function packUnread(place: StoredPlace): UnreadPlace {
  const { trend, pace } = place;
  return [
    ...([place.partition, place.committed, place.seenAt, place.start, place.end, place.stable] as const),
    ...([place.lag, place.lagMs, place.lagErrorMs, place.lagMsFrom, place.verdict, place.reason] as const),
    ...([place.behind, place.clamped, place.lost] as const),
    [trend.direction, trend.perSecond, trend.closesInMs],
    pace && [pace.perSecond, pace.errorPerSecond, pace.overMs],
    place.problem,
  ];
}

function unpackUnread(place: UnreadPlace): StoredPlace {
  const [partition, committed, seenAt, start, end, stable, lag, lagMs, lagErrorMs, lagMsFrom, verdict, ...rest] = place;
  const [reason, behind, clamped, lost, [direction, perSecond, closesInMs], pace, problem] = rest;
  return {
    ...{ partition, committed, seenAt, start, end, stable, lag, lagMs, lagErrorMs, lagMsFrom, verdict },
    ...{ reason, behind, clamped, lost, problem },
    trend: { direction, perSecond, closesInMs },
    pace: unpackPace(pace),
  };
}

function unpackRead([partition, committed, seenAt, start, pace]: ReadPlace): StoredPlace {
  return {
    ...{ partition, committed, seenAt, start, end: committed, stable: committed },
    ...{ lag: '0', lagMs: 0, lagErrorMs: 0, lagMsFrom: 'records', verdict: 'ok', reason: allRead },
    ...{ behind: '0', clamped: false, lost: '0', problem: null },
    trend: { direction: 'steady', perSecond: 0, closesInMs: 0 },
    pace: unpackPace(pace),
  };
}

export function unpackPace(pace: ReadPlace[4]): Pace | null {
  if (!pace) return null;
  const [perSecond, errorPerSecond, overMs] = pace;
  return { perSecond, errorPerSecond, overMs };
}
