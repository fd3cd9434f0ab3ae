type Point = { x: number; y: number };

/** The line of least squares through points at two places at least, with the standard error of its slope. */
export function fitLine(points: readonly Point[]): { slope: number; error: number; mean: number } {
  const count = points.length;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / count;
  const mean = points.reduce((sum, { y }) => sum + y, 0) / count;
  let [spread, shared] = [0, 0];
  for (const { x, y } of points) {
    spread += (x - meanX) ** 2;
    shared += (x - meanX) * (y - mean);
  }
  if (spread === 0) return { slope: 0, error: 0, mean };
  const slope = shared / spread;
  const rest = points.reduce((sum, { x, y }) => sum + (y - mean - slope * (x - meanX)) ** 2, 0);
  const error = count > 2 ? Math.sqrt(rest / (count - 2) / spread) : Number.POSITIVE_INFINITY;
  return { slope, error, mean };
}
