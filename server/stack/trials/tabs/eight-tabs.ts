import { chromium, type Page } from 'playwright';
import { eventually } from '#server/platform/testing/index.ts';
import { findChromium } from '../../test-run/find-chromium.ts';
import type { Flows } from './produce-flows.ts';

const tabCount = 8;
const patienceMs = 60_000;

/** Eight tabs of one browser, which allows six connections a host: all must be live, and stay so when one is closed. */
export async function checkEightTabs(console: string, flows: Flows, streams: () => Promise<number>): Promise<string[]> {
  const browser = await chromium.launch({
    executablePath: await findChromium(process.env, () => undefined),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const faults: string[] = [];
  try {
    const before = await streams();
    const context = await browser.newContext();
    const tabs: Page[] = [];
    for (let tab = 0; tab < tabCount; tab++) {
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(`tab ${tab}: ${error.message}`));
      await page.goto(`${console}/flows`, { waitUntil: 'domcontentloaded' });
      tabs.push(page);
    }
    faults.push(...(await allShowTheNext(tabs, flows, 'with eight tabs open')));
    const used = (await streams()) - before;
    if (used !== 1) faults.push(`eight tabs of one browser hold ${used} streams`);
    await tabs.shift()?.close();
    faults.push(...(await allShowTheNext(tabs, flows, 'after the first tab was closed')));
    return faults;
  } finally {
    await browser.close();
  }
}

async function allShowTheNext(tabs: Page[], flows: Flows, when: string): Promise<string[]> {
  const live = await Promise.all(tabs.map(isLive));
  const [id] = (await flows.make(1, 0)).keys();
  const shown = await Promise.all(tabs.map((page) => shows(page, id ?? '')));
  return tabs.flatMap((_, index) => {
    if (live[index] && shown[index]) return [];
    return [`tab ${index} ${live[index] ? 'does not show a new flow' : 'is not live'} ${when}`];
  });
}

function isLive(page: Page): Promise<boolean> {
  return within(async () => (await page.locator('header [role="status"]').first().textContent()) === 'live');
}

function shows(page: Page, id: string): Promise<boolean> {
  return within(async () => (await page.locator(`[data-row="${id}"]`).count()) > 0);
}

function within(check: () => Promise<boolean>): Promise<boolean> {
  return eventually(check, { timeoutMs: patienceMs }).catch(() => false);
}
