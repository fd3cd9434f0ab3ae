'use client';

import { useEffect, useRef } from 'react';

const delayMs = 250;
const margin = 6;

/** Shows the `data-tip` of whatever the pointer rests on or the keyboard reaches: one element for all tips of the page. */
export function TipLayer() {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tip = layer.current;
    if (!tip) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      if (tip.matches(':popover-open')) tip.hidePopover();
    };
    const onEnter = (event: Event) => {
      const target = event.target instanceof Element ? event.target.closest('[data-tip]') : null;
      hide();
      if (target) timer = setTimeout(() => showTip(tip, target), delayMs);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    document.addEventListener('pointerover', onEnter);
    document.addEventListener('focusin', onEnter);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('scroll', hide, true);
    document.addEventListener('keydown', onKey);
    return () => {
      hide();
      document.removeEventListener('pointerover', onEnter);
      document.removeEventListener('focusin', onEnter);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('scroll', hide, true);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return (
    <div
      ref={layer}
      popover="manual"
      role="tooltip"
      className="pointer-events-none fixed inset-auto m-0 max-w-[min(360px,90vw)] rounded-m border border-line-strong bg-panel px-2 py-1 text-s text-ink"
    />
  );
}

/** Below its target, or above where there is no room below; never outside the window. */
function showTip(tip: HTMLElement, target: Element): void {
  const text = target.getAttribute('data-tip');
  if (!text || !target.isConnected) return;
  tip.textContent = text;
  tip.showPopover();
  const at = target.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const below = at.bottom + margin + height < window.innerHeight;
  const left = Math.min(Math.max(at.left, margin), window.innerWidth - width - margin);
  tip.style.left = `${left}px`;
  tip.style.top = `${below ? at.bottom + margin : at.top - height - margin}px`;
}
