import type { ConsumerGroup } from '#schemas/api/consumer-group.ts';

/** What the broker says of the group, in plain words. */
export const stateWords: Record<ConsumerGroup['state'], string> = {
  stable: 'stable',
  empty: 'no members',
  preparing_rebalance: 'about to share out partitions anew',
  completing_rebalance: 'sharing out partitions anew',
  assigning: 'sharing out partitions anew',
  reconciling: 'taking over partitions',
  not_ready: 'not ready',
  dead: 'gone from the broker',
  unknown: 'state not known',
};
