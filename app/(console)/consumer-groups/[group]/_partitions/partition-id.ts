import type { GroupPartition } from '#schemas/api/consumer-group.ts';

/** `order-events/3`, as it stands in the address; topics have no slash in their names. */
export function partitionId({ topic, partition }: Pick<GroupPartition, 'topic' | 'partition'>): string {
  return `${topic}/${partition}`;
}
