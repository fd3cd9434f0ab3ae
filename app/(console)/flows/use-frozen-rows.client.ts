'use client';

import type { RefObject } from 'react';
import { type Hold, useHold } from '#app/_ui/data-table/use-hold.client.ts';
import type { FlowItem } from '#schemas/api/flow-list.ts';
import { splitFresh } from './split-fresh.ts';

type Options = { frame: RefObject<HTMLDivElement | null>; items: FlowItem[] /** Begins anew. */; resetKey: string };

export type FrozenRows = {
  shown: FlowItem[];
  /** How many came in since and are held back. */
  fresh: number;
  showFresh: () => void;
  frameProps: Hold['frameProps'];
};

const idOf = (flow: FlowItem) => flow.correlationId;

/** New rows show by themselves only while the list is at its top, and no pointer or focus rests on a row. */
export function useFrozenRows({ frame, items, resetKey }: Options): FrozenRows {
  const { known, release, frameProps } = useHold({ frame, ids: () => items.map(idOf), resetKey });
  return { ...splitFresh(items, known && new Set(known), idOf), showFresh: release, frameProps };
}
