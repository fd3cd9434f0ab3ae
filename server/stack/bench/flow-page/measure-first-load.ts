import type { Browser, Page } from 'playwright';
import { spread } from '../figures/spread.ts';

/** Of the page of one flow in a browser that has never seen it. Times in ms, sizes in kB as sent. */
export type FirstLoad = OneLoad & { loads: number };

type OneLoad = {
  scriptKb: number;
  lcpMs: number;
  cls: number;
  inpMs: number;
  /** Which interaction took that long, and what it met. */
  slowest: string;
};

const viewport = { width: 1440, height: 900 };
const settleMs = 400;

/** Opens the page in fresh browsers' caches and uses it: medians of sizes and paint, the worst of shifts and answers. */
export async function measureFirstLoad(browser: Browser, address: string, loads: number): Promise<FirstLoad> {
  const seen: OneLoad[] = [];
  for (let load = 0; load < loads; load++) seen.push(await loadOnce(browser, address));
  return {
    scriptKb: middle(seen.map((one) => one.scriptKb)),
    lcpMs: middle(seen.map((one) => one.lcpMs)),
    cls: Math.max(...seen.map((one) => one.cls)),
    ...slowestOf(seen),
    loads,
  };
}

function middle(values: number[]): number {
  return spread(values).p50 ?? 0;
}

function slowestOf(seen: readonly OneLoad[]): Pick<OneLoad, 'inpMs' | 'slowest'> {
  const [{ inpMs, slowest } = { inpMs: 0, slowest: '' }] = seen.toSorted((a, b) => b.inpMs - a.inpMs);
  return { inpMs, slowest };
}

async function loadOnce(browser: Browser, address: string): Promise<OneLoad> {
  const context = await browser.newContext({ viewport });
  try {
    const page = await context.newPage();
    await page.addInitScript({ content: vitals });
    const sizes = await countScripts(page);
    await page.goto(address);
    await page.getByRole('banner').getByRole('status').getByText('live').waitFor();
    await page.waitForTimeout(settleMs);
    const scriptKb = sizes() / 1000;
    await walkPage(page);
    await page.waitForTimeout(settleMs);
    return { scriptKb, ...(await page.evaluate<Omit<OneLoad, 'scriptKb'>>('window.vitals')) };
  } finally {
    await context.close();
  }
}

/** What a reader does first: selects, walks, looks for something, looks at the other views. */
async function walkPage(page: Page): Promise<void> {
  const timeline = page.getByRole('listbox', { name: /^Timeline of the flow/ });
  await timeline.getByRole('option').first().click();
  for (const key of ['ArrowRight', 'ArrowRight', '+', '0']) await timeline.press(key);
  await page.getByRole('searchbox', { name: 'Find in this flow' }).pressSequentially('order');
  for (const view of ['Graph', 'Table', 'Timeline']) await page.getByText(view, { exact: true }).first().click();
}

/** Bytes of scripts as they came over the wire. */
async function countScripts(page: Page): Promise<() => number> {
  const devtools = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await devtools.send('Network.enable');
  return () => bytes;
}

// Runs in the page. The same entries and rules that web-vitals goes by; one page with few interactions, so the slowest counts.
const vitals = `
  window.vitals = { lcpMs: 0, cls: 0, inpMs: 0, slowest: '' };
  const watch = (type, take, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', (entry) => { vitals.lcpMs = entry.startTime; });
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) vitals.cls += entry.value; });
  const nameOf = (target) => target?.getAttribute('aria-label') ?? target?.textContent ?? '';
  watch('event', ({ interactionId, duration, name, target }) => {
    if (!interactionId || duration <= vitals.inpMs) return;
    Object.assign(vitals, { inpMs: duration, slowest: name + ' ' + target?.tagName + ' ' + nameOf(target).slice(0, 40) });
  }, { durationThreshold: 16 });`;
