'use client';

import { type RefObject, useEffect, useEffectEvent, useState } from 'react';

type Options = {
  frame: RefObject<HTMLElement | null>;
  /** Of the rows as they were last read, in their order. */
  ids: () => string[];
  /** Begins anew. */
  resetKey: string;
};

export type Hold = {
  /** The rows as they stood when somebody began to read them; null while they may move. */
  known: readonly string[] | null;
  /** Lets them move, and goes to the top. */
  release: () => void;
  frameProps: {
    onPointerEnter: (event: React.PointerEvent) => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: (event: React.FocusEvent) => void;
  };
};

type Held = { key: string; known: readonly string[] };

const topPx = 24;

/** Rows may move only while their list is at its top, and no pointer or focus rests on one of them. */
export function useHold({ frame, ids, resetKey }: Options): Hold {
  const [held, setHeld] = useState<Held | null>(null);
  const [pointerInside, setPointerInside] = useState(false);
  const [focusInside, setFocusInside] = useState(false);
  const scroller = () => frame.current?.closest('[data-scroll]') ?? null;
  const settle = (inside: boolean) => {
    if (inside || (scroller()?.scrollTop ?? 0) > topPx) setHeld((now) => now ?? { key: resetKey, known: ids() });
    else setHeld(null);
  };

  const onScroll = useEffectEvent(() => settle(pointerInside || focusInside));
  useEffect(() => {
    const area = frame.current?.closest('[data-scroll]');
    const listen = () => onScroll();
    area?.addEventListener('scroll', listen, { passive: true });
    return () => area?.removeEventListener('scroll', listen);
  }, [frame]);

  return {
    known: held?.key === resetKey ? held.known : null,
    release: () => {
      setHeld(null);
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
