import type { Browser } from 'playwright';
import { spread } from '../figures/spread.ts';
import { launchBrowser } from '../flow-page/launch-browser.ts';

/** Medians of several loads with an empty cache, ms: the first paint, and the first row of the list. */
export type Painted = { firstPaintMs: number; firstRowMs: number; loads: number };

/** Opens the list of groups in a browser that has never seen it. */
export async function paintList(web: string, loads: number, say: (line: string) => void): Promise<Painted> {
  const browser = await launchBrowser(say);
  try {
    const seen: OneLoad[] = [];
    for (let load = 0; load < loads; load += 1) seen.push(await loadOnce(browser, `${web}/consumer-groups`));
    const middle = (of: keyof OneLoad) => spread(seen.map((one) => one[of])).p50 ?? 0;
    return { firstPaintMs: middle('paintMs'), firstRowMs: middle('rowMs'), loads };
  } finally {
    await browser.close();
  }
}

type OneLoad = { paintMs: number; rowMs: number };

async function loadOnce(browser: Browser, address: string): Promise<OneLoad> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript({ content: firstRow });
    await page.goto(address);
    await page
      .getByRole('link', { name: /^bench-group-/ })
      .first()
      .waitFor();
    return await page.evaluate<OneLoad>(`({
      paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      rowMs: window.firstRowMs,
    })`);
  } finally {
    await context.close();
  }
}

// Runs in the page: a row counts when it could be seen, not when the script of this test asks for it.
const firstRow = `
  const look = () => {
    if (document.querySelector('a[href*="bench-group-"]')) window.firstRowMs = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;
