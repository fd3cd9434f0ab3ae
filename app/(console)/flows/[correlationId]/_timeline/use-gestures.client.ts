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
    const frame = new FrameOfGestures(zoom, pan);
    const place = (clientX: number) => clientX - element.getBoundingClientRect().left;

    const onWheel = (event: WheelEvent) => {
      const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1;
      if (event.ctrlKey || event.metaKey)
        frame.zoom(place(event.clientX), Math.exp(-limited(event.deltaY * scale, 120) / 160));
      else if (event.shiftKey) frame.pan((event.deltaX || event.deltaY) * scale);
      else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) frame.pan(event.deltaX * scale);
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
      if (!other) return frame.pan(before.x - event.clientX);
      const spread = Math.abs(event.clientX - other.x) / Math.max(Math.abs(before.x - other.x), 1);
      frame.zoom(place((event.clientX + other.x) / 2), Math.min(Math.max(spread, 0.5), 2));
    };

    const onUp = (event: PointerEvent) => fingers.delete(event.pointerId);

    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    for (const end of ['pointerup', 'pointercancel'] as const) element.addEventListener(end, onUp);
    return () => {
      frame.drop();
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      for (const end of ['pointerup', 'pointercancel'] as const) element.removeEventListener(end, onUp);
    };
  }, [box]);

  return () => dragged.current;
}

/** Wheels and fingers report more often than the screen is drawn: what comes within one frame is done at once. */
class FrameOfGestures {
  readonly #zoom: (x: number, factor: number) => void;
  readonly #pan: (dx: number) => void;
  #request = 0;
  #x = 0;
  #factor = 1;
  #dx = 0;

  constructor(zoom: (x: number, factor: number) => void, pan: (dx: number) => void) {
    this.#zoom = zoom;
    this.#pan = pan;
  }

  zoom(x: number, factor: number): void {
    this.#x = x;
    this.#factor *= factor;
    this.#schedule();
  }

  pan(dx: number): void {
    this.#dx += dx;
    this.#schedule();
  }

  drop(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
  }

  #schedule(): void {
    if (this.#request === 0) this.#request = requestAnimationFrame(() => this.#run());
  }

  #run(): void {
    const { dx, factor } = { dx: this.#dx, factor: this.#factor };
    this.#request = 0;
    this.#dx = 0;
    this.#factor = 1;
    if (factor !== 1) this.#zoom(this.#x, factor);
    else if (dx !== 0) this.#pan(dx);
  }
}

function limited(value: number, limit: number): number {
  return Math.min(Math.max(value, -limit), limit);
}
