'use client';

import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

type Gestures = {
  /** Zoom by `factor` about `x` px from the left edge of the box. */
  onZoom: (x: number, factor: number) => void;
  /** Move the view by px; positive is towards later. */
  onPan: (dx: number) => void;
};

const dragFromPx = 4;
const lineHeightPx = 16;

type Finger = { x: number; y: number };

/**
 * Ctrl and wheel or a pinch zooms, sideways wheel, shift and wheel or a drag pans. A plain wheel scrolls the page, a
 * vertical swipe too. Returns whether the last press became a drag, so that its click can be ignored.
 */
export function useGestures(box: RefObject<HTMLElement | null>, { onZoom, onPan }: Gestures): () => boolean {
  const dragged = useRef(false);
  const zoom = useEffectEvent(onZoom);
  const pan = useEffectEvent(onPan);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const fingers = new Map<number, Finger>();
    const place = (clientX: number) => clientX - element.getBoundingClientRect().left;

    const onWheel = (event: WheelEvent) => {
      const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1;
      if (event.ctrlKey || event.metaKey)
        zoom(place(event.clientX), Math.exp(-limited(event.deltaY * scale, 120) / 160));
      else if (event.shiftKey) pan((event.deltaX || event.deltaY) * scale);
      else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan(event.deltaX * scale);
      else return;
      event.preventDefault();
    };

    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      if (fingers.size === 0) dragged.current = false;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    };

    const onMove = (event: PointerEvent) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      if (!dragged.current && !other && Math.abs(event.clientX - before.x) < dragFromPx) return;
      dragged.current = true;
      element.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (!other) return pan(before.x - event.clientX);
      const spread = Math.abs(event.clientX - other.x) / Math.max(Math.abs(before.x - other.x), 1);
      zoom(place((event.clientX + other.x) / 2), Math.min(Math.max(spread, 0.5), 2));
    };

    const onUp = (event: PointerEvent) => fingers.delete(event.pointerId);

    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    for (const end of ['pointerup', 'pointercancel'] as const) element.addEventListener(end, onUp);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      for (const end of ['pointerup', 'pointercancel'] as const) element.removeEventListener(end, onUp);
    };
  }, [box]);

  return () => dragged.current;
}

function limited(value: number, limit: number): number {
  return Math.min(Math.max(value, -limit), limit);
}
