'use client';

import { useQuery } from '@tanstack/react-query';
import type { ConsumerGroup } from '#schemas/api/consumer-group.ts';
import { HistoryPanel } from './_history/history-panel.client.tsx';
import { PartitionsPanel } from './_partitions/partitions-panel.client.tsx';
import { GroupHead } from './group-head.client.tsx';
import { GroupTopicsPanel } from './group-topics-panel.client.tsx';
import { MembersPanel } from './members-panel.client.tsx';
import { groupReading } from './queries.ts';
import { WaitingFlows } from './waiting-flows.client.tsx';

/** One group, read again as often as it is sampled. */
export function GroupView({ first }: { first: ConsumerGroup }) {
  const { data: group, error } = useQuery(groupReading(first));
  return (
    <>
      <GroupHead group={group} />
      <PartitionsPanel group={group} failure={error} />
      <WaitingFlows group={group} />
      <HistoryPanel group={group} />
      <MembersPanel group={group} />
      <GroupTopicsPanel group={group.group} />
    </>
  );
}
