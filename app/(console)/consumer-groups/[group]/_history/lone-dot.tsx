import type { ChartPoint } from './chart-series.ts';

type LoneDotProps = {
  isAlone: (point: ChartPoint) => boolean;
  /** Given by the chart. */
  cx?: number;
  cy?: number;
  payload?: ChartPoint;
};

/** Shows a value between two gaps, where a line has no length. */
export function LoneDot({ isAlone, cx, cy, payload }: LoneDotProps) {
  if (cx === undefined || cy === undefined || !payload || !isAlone(payload)) return null;
  return <circle cx={cx} cy={cy} r="1.8" fill="var(--accent)" />;
}
