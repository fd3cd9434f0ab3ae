import { formatCount } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import type { Flow } from '#schemas/api/flow.ts';

type Clock = Flow['clocks'][number];

/** `+120 ms`, `−3.2 s`. */
export function signed(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`;
}

/** That a service's clock is off, by how much, and how we know. */
export function describeClock({ service, aheadMs, pairs }: Clock): string {
  const where = aheadMs < 0 ? 'behind' : 'ahead of';
  return `The clock of ${service} goes ${formatDuration(Math.abs(aheadMs))} ${where} the others: found where effects stand before their causes, ${formatCount(pairs)} times.`;
}
