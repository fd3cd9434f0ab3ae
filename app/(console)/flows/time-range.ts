/** How far back a list looks; without one, as far as anything is kept. */
export const timeRanges = ['15m', '1h', '6h', '24h'] as const;
export type TimeRange = (typeof timeRanges)[number];

const minute = 60_000;
const lengths: Record<TimeRange, number> = {
  '15m': 15 * minute,
  '1h': 60 * minute,
  '6h': 360 * minute,
  '24h': 1440 * minute,
};

export const rangeWords: Record<TimeRange, string> = {
  '15m': 'Last 15 minutes',
  '1h': 'Last hour',
  '6h': 'Last 6 hours',
  '24h': 'Last 24 hours',
};

/** The beginning of a range that ends `now` (ms since 1970), as ISO 8601. */
export function rangeStart(range: TimeRange, now: number): string {
  return new Date(now - lengths[range]).toISOString();
}
