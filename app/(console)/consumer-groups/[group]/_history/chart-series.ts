import type { GroupHistory } from '#schemas/api/consumer-group.ts';

type Point = GroupHistory['points'][number];

/** `at`: ms since 1970. `lagSeconds` is true within `band`, from and to. Null: not known at that moment. */
export type ChartPoint = {
  at: number;
  lag: number | null;
  lagSeconds: number | null;
  band: [number, number] | null;
  /** A value between two gaps, which no line would show. */
  isLagAlone: boolean;
  isTimeAlone: boolean;
  verdict: Point['verdict'];
  members: number | null;
};

/** The points of a history as a chart draws them. */
export function chartSeries(points: readonly Point[]): ChartPoint[] {
  return points.map((point, index) => {
    const neighbours = [points[index - 1], points[index + 1]];
    return {
      at: Date.parse(point.at),
      lag: point.lag,
      lagSeconds: point.lagMs === null ? null : point.lagMs / 1000,
      band: bandOf(point),
      isLagAlone: point.lag !== null && neighbours.every((near) => (near?.lag ?? null) === null),
      isTimeAlone: point.lagMs !== null && neighbours.every((near) => (near?.lagMs ?? null) === null),
      verdict: point.verdict,
      members: point.members,
    };
  });
}

function bandOf({ lagMs, lagErrorMs }: Point): [number, number] | null {
  if (lagMs === null || lagErrorMs === null) return null;
  return [Math.max(0, lagMs - lagErrorMs) / 1000, (lagMs + lagErrorMs) / 1000];
}
