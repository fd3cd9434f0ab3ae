'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Flow } from '#schemas/api/flow.ts';
import { askAgainMs } from './ask-again.ts';
import { positionReading } from './queries.ts';

/**
 * The flow with its positions and story as they were last read: groups read on without any new event of the flow, so they
 * are asked for again while something waits.
 */
export function useNewestPositions(flow: Flow | null, correlationId: string, expand: string | null): Flow | null {
  const { data } = useQuery(positionReading(correlationId, expand, flow === null ? null : askAgainMs(flow)));
  return useMemo(() => {
    if (flow === null || !data || data.asOf <= flow.asOf || data.correlationId !== flow.correlationId) return flow;
    const { story, position, positionFrom } = data;
    return { ...flow, story, position, positionFrom };
  }, [flow, data]);
}
