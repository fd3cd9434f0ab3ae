'use client';

import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import { splitFresh } from './split-fresh.ts';

type Options = { frame: RefObject<HTMLDivElement | null>; items: FlowSummary[] /** Begins anew. */; resetKey: string };

export type FrozenRows = {
  shown: FlowSummary[];
  /** How many came in since and are held back. */
  fresh: number;
  showFresh: () => void;
  frameProps: {
    onPointerEnter: (event: React.PointerEvent) => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: (event: React.FocusEvent) => void;
  };
};

type Frozen = { key: string; known: ReadonlySet<string> };

const idOf = (flow: FlowSummary) => flow.correlationId;
const topPx = 24;

/** New rows show by themselves only while the list is at its top, and no pointer or focus rests on a row. */
export function useFrozenRows({ frame, items, resetKey }: Options): FrozenRows {
  const [frozen, setFrozen] = useState<Frozen | null>(null);
  const [pointerInside, setPointerInside] = useState(false);
  const [focusInside, setFocusInside] = useState(false);
  const scroller = () => frame.current?.closest('[data-scroll]') ?? null;
  const freeze = () => setFrozen((now) => now ?? { key: resetKey, known: new Set(items.map(idOf)) });
  const settle = (inside: boolean) => {
    if (inside || (scroller()?.scrollTop ?? 0) > topPx) freeze();
    else setFrozen(null);
  };

  const onScroll = useEffectEvent(() => settle(pointerInside || focusInside));
  useEffect(() => {
    const area = frame.current?.closest('[data-scroll]');
    const listen = () => onScroll();
    area?.addEventListener('scroll', listen, { passive: true });
    return () => area?.removeEventListener('scroll', listen);
  }, [frame]);

  const known = frozen?.key === resetKey ? frozen.known : null;
  const { shown, fresh } = splitFresh(items, known, idOf);
  return {
    shown,
    fresh,
    showFresh: () => {
      setFrozen(null);
      scroller()?.scrollTo({ top: 0 });
    },
    frameProps: {
      onPointerEnter: (event) => {
        if (event.pointerType === 'touch') return;
        setPointerInside(true);
        settle(true);
      },
      onPointerLeave: () => {
        setPointerInside(false);
        settle(focusInside);
      },
      onFocus: () => {
        setFocusInside(true);
        settle(true);
      },
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return;
        setFocusInside(false);
        settle(pointerInside);
      },
    },
  };
}
