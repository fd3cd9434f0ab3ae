'use client';

import { useQuery } from '@tanstack/react-query';
import { useLiveQuery } from '#app/_live/use-live.client.ts';
import { FlowBody } from './flow-body.client.tsx';
import { FlowHead } from './flow-head.client.tsx';
import { FlowNotices } from './flow-notices.client.tsx';
import { NothingYet } from './nothing-yet.client.tsx';
import { type FlowReading, flowKey, flowReading } from './queries.ts';

type FlowViewProps = { correlationId: string; first: FlowReading };

/** The page of one flow. Drawn from what the server read first, then read again whenever the flow changes. */
export function FlowView({ correlationId, first }: FlowViewProps) {
  const { data, error, refetch } = useQuery(flowReading(correlationId, first));
  useLiveQuery(flowKey(correlationId), [correlationId]);
  const { flow, coverage } = data;
  return (
    <>
      <FlowHead correlationId={correlationId} flow={flow} />
      <FlowNotices flow={flow} error={error} onRetry={() => void refetch()} />
      {flow ? <FlowBody flow={flow} /> : <NothingYet correlationId={correlationId} coverage={coverage} />}
    </>
  );
}
