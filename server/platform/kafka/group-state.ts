import { groupStates } from '#schemas/api/consumer-group.ts';
import type { GroupState } from './consumer-group.ts';

/** `PreparingRebalance` is `preparing_rebalance`; a state that only newer brokers know is `unknown`. */
export function groupState(word: string | null): GroupState {
  const name = (word ?? '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  return groupStates.find((known) => known === name) ?? 'unknown';
}
