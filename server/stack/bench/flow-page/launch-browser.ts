import { type Browser, chromium } from 'playwright';
import { findChromium } from '../../test-run/find-chromium.ts';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];

/** A real Chromium without a window; it draws at the beat of a screen of 60 Hz, without a graphics card. */
export async function launchBrowser(say: (line: string) => void): Promise<Browser> {
  const executablePath = await findChromium(process.env, say);
  return await chromium.launch({ executablePath, args: quiet });
}
