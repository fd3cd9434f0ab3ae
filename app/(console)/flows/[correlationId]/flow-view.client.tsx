'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLiveQuery } from '#app/_live/use-live.client.ts';
import { Button } from '#app/_ui/button.tsx';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import type { ProblemDetails } from '#schemas/api/common.ts';
import { useNewestPositions } from './_position/use-newest-positions.client.ts';
import { FlowBody } from './flow-body.client.tsx';
import { FlowHead } from './flow-head.client.tsx';
import { FlowNotices } from './flow-notices.client.tsx';
import { FoldedRecords } from './folded-records.client.tsx';
import { NothingYet } from './nothing-yet.client.tsx';
import { type FlowReading, flowKey, flowReading, ReadFailure } from './queries.ts';
import { useExpand } from './use-flow-params.client.ts';

type FlowViewProps = {
  correlationId: string;
  first: FlowReading | null;
  /** Why the server could not read it first. */
  problem: ProblemDetails | null;
};

/** The page of one flow. Drawn from what the server read first, then read again whenever the flow changes. */
export function FlowView({ correlationId, first, problem }: FlowViewProps) {
  const [expand, setExpand] = useExpand();
  // What the server read is as the URL was then.
  const [expandedFirst] = useState(expand);
  const reading = flowReading(correlationId, expand, expand === expandedFirst ? first : null);
  const { data, error, refetch, isPlaceholderData } = useQuery(reading);
  useLiveQuery(flowKey(correlationId), [correlationId]);
  const readAgain = () => void refetch();
  const placed = useNewestPositions(data?.flow ?? null, correlationId, expand);
  if (!data) return <Unread correlationId={correlationId} error={error} problem={problem} onRetry={readAgain} />;
  const { flow, coverage } = data;
  return (
    <>
      <FlowHead correlationId={correlationId} flow={placed} />
      <FlowNotices flow={flow} error={error} onRetry={readAgain} />
      {flow ? (
        <FoldedRecords
          flow={flow}
          expand={expand}
          isReading={isPlaceholderData}
          onExpand={(part) => void setExpand(part)}
        />
      ) : null}
      {flow ? (
        <FlowBody flow={flow} placed={placed ?? flow} />
      ) : (
        <NothingYet correlationId={correlationId} coverage={coverage} />
      )}
    </>
  );
}

type UnreadProps = Pick<FlowViewProps, 'correlationId' | 'problem'> & { error: Error | null; onRetry: () => void };

/** Nothing could be read so far: not that there is no such flow, but that it is not known. */
function Unread({ correlationId, error, problem, onRetry }: UnreadProps) {
  const detail = error?.message ?? problem?.detail;
  const reference = error instanceof ReadFailure ? error.reference : problem?.ref;
  const face: PanelFace = detail
    ? { kind: 'failed', detail, reference: reference ?? null, action: <Button onClick={onRetry}>Try again</Button> }
    : { kind: 'loading' };
  return (
    <>
      <FlowHead correlationId={correlationId} flow={null} />
      <Panel face={face} />
    </>
  );
}
