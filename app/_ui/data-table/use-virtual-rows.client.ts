'use client';

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { type RowSegment, rowSegments } from './row-segments.ts';

export type VirtualRows = { segments: RowSegment[] };

type Options = {
  frame: RefObject<HTMLDivElement | null>;
  ids: string[];
  ownScroll: boolean;
  /** The row that stays in the document even out of sight, since it may have the focus. */
  keep: number;
  onEndReached?: () => void;
};

/** The server does not know the window; a page of rows is in its HTML all the same. */
const assumedRect = { width: 1200, height: 900 };
/** Rows beyond the edge: what a browser may show of a quick scroll before the next rows are drawn. */
const overscan = 6;

/** Which rows stand in the document. Rows are all of the token `--row` height, so nothing is measured a row. */
export function useVirtualRows({ frame, ids, ownScroll, keep, onEndReached }: Options): VirtualRows {
  const rowHeight = useSyncExternalStore(watchTouch, touchRowHeight, () => 32);
  const [scrollMargin, setScrollMargin] = useState(0);
  const scroller = () => (ownScroll ? frame.current : (frame.current?.closest<HTMLElement>('[data-scroll]') ?? null));
  // The virtualizer places all rows anew when it is given another of these, and it is asked with every frame of a scroll.
  const estimateSize = useCallback(() => rowHeight, [rowHeight]);
  const getItemKey = useCallback((index: number) => ids[index] ?? index, [ids]);
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: scroller,
    estimateSize,
    getItemKey,
    overscan,
    initialRect: assumedRect,
    scrollMargin: ownScroll ? 0 : scrollMargin,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return keep < 0 || keep >= ids.length || indexes.includes(keep)
        ? indexes
        : [...indexes, keep].toSorted((a, b) => a - b);
    },
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height means new positions, which the virtualizer caches
  useLayoutEffect(() => virtualizer.measure(), [rowHeight]);
  useLayoutEffect(() => {
    const area = frame.current?.closest('[data-scroll]');
    if (!frame.current || !area) return;
    setScrollMargin(frame.current.getBoundingClientRect().top - area.getBoundingClientRect().top + area.scrollTop);
  }, [frame]);

  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const atEnd = ids.length > 0 && last >= ids.length - 8;
  useEffect(() => {
    if (atEnd) onEndReached?.();
  }, [atEnd, onEndReached]);

  return {
    segments: rowSegments(
      items.map((item) => item.index),
      ids.length,
      rowHeight,
    ),
  };
}

const touch = '(pointer: coarse), (max-width: 639px)';

function watchTouch(listener: () => void): () => void {
  const query = window.matchMedia(touch);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Same condition and sizes as the token `--row`. */
function touchRowHeight(): number {
  return window.matchMedia(touch).matches ? 44 : 32;
}
