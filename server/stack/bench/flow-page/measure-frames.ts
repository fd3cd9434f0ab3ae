import type { Browser, Page } from 'playwright';
import { type Spread, spread } from '../figures/spread.ts';

/** Between two frames (ms) while a reader moves through the flow, by what the reader does. */
export type Frames = Record<string, Spread>;

const viewport = { width: 1440, height: 900 };
/** A page that has just opened reads once more what it may have missed; how long it takes to stand is measured elsewhere. */
const settleMs = 3_000;

/** Zooms, pans and scrolls the views of one flow with every frame, and times the frames. */
export async function measureFrames(browser: Browser, address: string, count: number): Promise<Frames> {
  const page = await browser.newPage({ viewport });
  try {
    const timeline = await openView(page, address, 'timeline', 'listbox');
    const zoom = await timed(page, timeline, 'zoom', count);
    const pan = await timed(page, timeline, 'pan', count);
    const table = await openView(page, address, 'table', 'grid');
    const scroll = await timed(page, table, 'scroll', count);
    return { 'timeline, zooming': zoom, 'timeline, panning': pan, 'table, scrolling': scroll };
  } finally {
    await page.close();
  }
}

async function openView(page: Page, address: string, view: string, role: 'listbox' | 'grid'): Promise<string> {
  const url = new URL(address);
  url.searchParams.set('view', view);
  await page.goto(url.href);
  await page.getByRole('banner').getByRole('status').getByText('live').waitFor();
  await page.getByRole(role).first().waitFor();
  await page.waitForTimeout(settleMs);
  return `[role="${role}"]`;
}

async function timed(page: Page, target: string, kind: 'zoom' | 'pan' | 'scroll', frames: number): Promise<Spread> {
  const times = await page.evaluate<number[]>(`(${driver})(${JSON.stringify({ target, kind, frames })})`);
  return spread(times);
}

// Runs in the page. The first frames are about the compiler, so they go before the ones that count.
const driver = `async ({ target, kind, frames }) => {
  const element = document.querySelector(target);
  const box = element.getBoundingClientRect();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const wheel = (more) => element.dispatchEvent(new WheelEvent('wheel', {
    bubbles: true, cancelable: true, clientX: box.left + box.width * 0.6, clientY: box.top + 90, ...more }));
  const scrolled = kind === 'scroll' ? element.parentElement : null;
  const steps = {
    zoom: (at) => wheel({ ctrlKey: true, deltaY: at % 60 < 30 ? -20 : 20 }),
    pan: (at) => wheel({ deltaX: at % 60 < 30 ? 24 : -24 }),
    scroll: () => { scrolled.scrollTop += 120; },
  };
  if (kind === 'pan') for (let at = 0; at < 20; at++) { wheel({ ctrlKey: true, deltaY: -20 }); await frame(); }
  const times = [];
  let before = await frame();
  const warmUps = Math.min(30, frames);
  for (let at = -warmUps; at < frames; at++) {
    steps[kind](at + warmUps);
    const now = await frame();
    if (at >= 0) times.push(now - before);
    before = now;
  }
  return times;
}`;
