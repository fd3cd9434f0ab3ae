/** How values lie, in their own unit; null where there are none. */
export type Spread = { n: number; p50: number | null; p95: number | null; p99: number | null; max: number | null };

/** Nearest-rank percentiles, to a hundredth. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
    return value === undefined ? null : Math.round(value * 100) / 100;
  };
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
