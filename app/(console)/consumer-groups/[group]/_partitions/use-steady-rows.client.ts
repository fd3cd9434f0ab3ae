'use client';

import { useRef } from 'react';
import { useHold } from '#app/_ui/data-table/use-hold.client.ts';
import { keepOrder } from '../../keep-order.ts';
import type { PartitionRow } from './partition-columns.client.tsx';
import { partitionId } from './partition-id.ts';

/** The rows as they come, but in the order in which they stood while somebody reads them. */
export function useSteadyRows(rows: PartitionRow[]) {
  const frame = useRef<HTMLDivElement>(null);
  const hold = useHold({ frame, ids: () => rows.map(partitionId), resetKey: '' });
  const { shown } = keepOrder(rows, hold.known, partitionId);
  return { shown, frameProps: { ref: frame, ...hold.frameProps } };
}
