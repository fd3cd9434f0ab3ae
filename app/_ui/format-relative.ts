const steps: [limit: number, size: number, unit: string][] = [
  [60_000, 1000, 's'],
  [3_600_000, 60_000, 'min'],
  [86_400_000, 3_600_000, 'h'],
  [Number.POSITIVE_INFINITY, 86_400_000, 'd'],
];

/** How long ago `at` was (both ms since 1970): `just now`, `12 s ago`, `4 min ago`; `in 40 s` for what is to come. */
export function formatRelative(at: number, now: number): string {
  const distance = now - at;
  const size = Math.abs(distance);
  if (size < 1000) return 'just now';
  const [, unitSize, unit] = steps.find(([limit]) => size < limit) ?? [0, 86_400_000, 'd'];
  const text = `${Math.floor(size / unitSize)} ${unit}`;
  return distance > 0 ? `${text} ago` : `in ${text}`;
}
