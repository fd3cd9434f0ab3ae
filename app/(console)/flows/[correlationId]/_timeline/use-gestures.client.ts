'use client';

import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

type Gestures = {
  /** Zoom by `factor` about a place in px from the left and top edges of the box. */
  onZoom: (x: number, factor: number, y: number) => void;
  /** Move the view by px; positive is towards later, and down. */
  onPan: (dx: number, dy: number) => void;
  /** Drags and pinches count in both directions; without, only along the time. */
  free?: boolean;
};

const dragFromPx = 4;
const lineHeightPx = 16;

type Finger = { x: number; y: number };

/**
 * Ctrl and wheel or a pinch zooms, sideways wheel, shift and wheel or a drag pans. A plain wheel scrolls the page, a
 * vertical swipe too. Returns whether the last press became a drag, so that its click can be ignored.
 */
export function useGestures(
  box: RefObject<HTMLElement | null>,
  { onZoom, onPan, free = false }: Gestures,
): () => boolean {
  const dragged = useRef(false);
  const zoom = useEffectEvent(onZoom);
  const pan = useEffectEvent(onPan);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const fingers = new Map<number, Finger>();
    const frame = new FrameOfGestures(zoom, pan);
    const distance = (from: Finger, to: Finger) =>
      free ? Math.hypot(from.x - to.x, from.y - to.y) : Math.abs(from.x - to.x);

    const onWheel = (event: WheelEvent) => takeWheel(event, element, frame);

    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      if (fingers.size === 0) dragged.current = false;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    };

    const onMove = (event: PointerEvent) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      const now = { x: event.clientX, y: event.clientY };
      if (!dragged.current && !other && distance(now, before) < dragFromPx) return;
      dragged.current = true;
      element.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, now);
      if (!other) return frame.pan(before.x - now.x, before.y - now.y);
      const spread = distance(now, other) / Math.max(distance(before, other), 1);
      frame.zoom(placeIn(element, (now.x + other.x) / 2, (now.y + other.y) / 2), Math.min(Math.max(spread, 0.5), 2));
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
  }, [box, free]);

  return () => dragged.current;
}

function placeIn(element: HTMLElement, clientX: number, clientY: number): Finger {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

/** What is not ours is left to the page, which scrolls. */
function takeWheel(event: WheelEvent, element: HTMLElement, frame: FrameOfGestures): void {
  const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1;
  if (event.ctrlKey || event.metaKey)
    frame.zoom(placeIn(element, event.clientX, event.clientY), Math.exp(-limited(event.deltaY * scale, 120) / 160));
  else if (event.shiftKey) frame.pan((event.deltaX || event.deltaY) * scale, 0);
  else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) frame.pan(event.deltaX * scale, 0);
  else return;
  event.preventDefault();
}

/** Wheels and fingers report more often than the screen is drawn: what comes within one frame is done at once. */
class FrameOfGestures {
  readonly #zoom: Gestures['onZoom'];
  readonly #pan: Gestures['onPan'];
  #request = 0;
  #at: Finger = { x: 0, y: 0 };
  #factor = 1;
  #moved: Finger = { x: 0, y: 0 };

  constructor(zoom: Gestures['onZoom'], pan: Gestures['onPan']) {
    this.#zoom = zoom;
    this.#pan = pan;
  }

  zoom(at: Finger, factor: number): void {
    this.#at = at;
    this.#factor *= factor;
    this.#schedule();
  }

  pan(dx: number, dy: number): void {
    this.#moved = { x: this.#moved.x + dx, y: this.#moved.y + dy };
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
    const { x, y } = this.#moved;
    const factor = this.#factor;
    this.#request = 0;
    this.#moved = { x: 0, y: 0 };
    this.#factor = 1;
    if (factor !== 1) this.#zoom(this.#at.x, factor, this.#at.y);
    else if (x !== 0 || y !== 0) this.#pan(x, y);
  }
}

function limited(value: number, limit: number): number {
  return Math.min(Math.max(value, -limit), limit);
}
