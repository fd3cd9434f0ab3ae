'use client';

import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';

/** The measured width of a box in px; null until it stands in a document. */
export function useBoxWidth(box: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return width;
}

const coarse = '(pointer: coarse)';

function watchPointer(listener: () => void): () => void {
  const query = window.matchMedia(coarse);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the reader points with a mouse or a finger. */
export function usePointer(): 'fine' | 'coarse' {
  return useSyncExternalStore(
    watchPointer,
    () => (window.matchMedia(coarse).matches ? 'coarse' : 'fine'),
    () => 'fine',
  );
}
