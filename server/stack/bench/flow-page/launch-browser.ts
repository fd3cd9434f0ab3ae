import { type Browser, chromium } from 'playwright';
import { findChromium } from '../../test-run/find-chromium.ts';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
// A screen would hold a frame back to its own beat: without one, the time between two frames is what a frame costs.
const unlimited = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** A real Chromium without a window; `frames` lets it draw as fast as it can. */
export async function launchBrowser(say: (line: string) => void, wish: { frames: boolean }): Promise<Browser> {
  const executablePath = await findChromium(process.env, say);
  return await chromium.launch({ executablePath, args: wish.frames ? [...quiet, ...unlimited] : quiet });
}
