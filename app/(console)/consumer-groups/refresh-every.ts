import type { ConsumerGroupList } from '#schemas/api/consumer-group.ts';

const leastMs = 2_000;
const mostMs = 15_000;

/** How often to read again (ms): as often as there is something new, within what is worth a request. */
export function refreshEvery(round: Pick<NonNullable<ConsumerGroupList['round']>, 'everyMs'> | null): number {
  return Math.min(mostMs, Math.max(leastMs, round?.everyMs ?? leastMs));
}
