import { launchBrowser } from './launch-browser.ts';
import { type FirstLoad, measureFirstLoad } from './measure-first-load.ts';
import { type Frames, measureFrames } from './measure-frames.ts';

export type InBrowser = { frames: Frames; firstLoad: FirstLoad };

// A frame that is ready in time comes with the screen's beat, 16.7 ms after the one before; the next chance is at 33.3.
const limits = { frameMs: 16.8, scriptKb: 250, lcpMs: 1000, cls: 0.02, inpMs: 100 };

type Addresses = {
  /** The page of an ordinary flow, and that of one of very many records, all shown. */
  ordinary: string;
  long: string;
  loads: number;
  /** How many of each movement are timed. */
  frames: number;
  say: (line: string) => void;
};

/** What the page of a flow costs a real browser: its first load, and each frame while a reader moves through it. */
export async function measureBrowser({ ordinary, long, loads, frames: count, say }: Addresses): Promise<InBrowser> {
  const browser = await launchBrowser(say);
  try {
    say('loading the page');
    const firstLoad = await measureFirstLoad(browser, ordinary, loads);
    say('moving through the page');
    const frames = await measureFrames(browser, long, count);
    return { frames, firstLoad };
  } finally {
    await browser.close();
  }
}

/** The worst of it against its limit: 1 is the limit, less is better. */
export function ratioInBrowser({ frames, firstLoad }: InBrowser): number {
  const slowest = Math.max(...Object.values(frames).map(({ p95 }) => p95 ?? Number.POSITIVE_INFINITY));
  const { scriptKb, lcpMs, cls, inpMs } = firstLoad;
  return Math.max(
    slowest / limits.frameMs,
    scriptKb / limits.scriptKb,
    lcpMs / limits.lcpMs,
    cls / limits.cls,
    inpMs / limits.inpMs,
  );
}
