/** How a span is named in the API. */
export function spanRef(traceId: string, spanId: string): string {
  return `${traceId}-${spanId}`;
}

export function isoTimeOf(ns: bigint): string {
  const ms = Number(ns / 1_000_000n);
  // A wrong clock may lie beyond what a Date can hold.
  return new Date(Math.min(ms, 8.64e15)).toISOString();
}

/** Never negative: an end before its start is a clock that was set meanwhile. */
export function durationMs({ startNs, endNs }: { startNs: bigint; endNs: bigint }): number {
  return Math.max(0, Number(endNs - startNs) / 1e6);
}
