export type Point = { x: number; y: number };

/** By how much y grows for each x, by least squares; 0 of fewer than two points. */
export function slope(points: readonly Point[]): number {
  const mean = (of: keyof Point) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [x, y] = [mean('x'), mean('y')];
  const spreadOfX = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  if (points.length < 2 || spreadOfX === 0) return 0;
  return points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spreadOfX;
}
