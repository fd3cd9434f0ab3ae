import type { ConsumerGroupList } from '#schemas/api/consumer-group.ts';

type Round = NonNullable<ConsumerGroupList['round']>;

const patienceMs = 10_000;

/** Whether the last round is older (`now`: ms) than one that was merely slow: then numbers are what they were, not what they are. */
export function isStale({ asOf, everyMs, tookMs }: Pick<Round, 'asOf' | 'everyMs' | 'tookMs'>, now: number): boolean {
  return now - Date.parse(asOf) > 3 * (everyMs + tookMs) + patienceMs;
}
