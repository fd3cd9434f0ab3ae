import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { eventually } from '#server/platform/testing/index.ts';
import { look } from './watch-doors.ts';

/** Long enough for a busy machine: what is asked is that a page says it, how soon is measured. */
const patienceMs = 30_000;
const since = /since .*\d\d:\d\d:\d\d/;
const rows = '[data-row]';
const flowContent = 'section[aria-label="Events of the flow"]';

export type OpenPages = {
  list: Page;
  flow: Page;
  /** What is wrong with what pages say during a fault. */
  during(says: RegExp, name: string): Promise<string[]>;
  /** The same once it is over: pages must go on without a reload. */
  after(newOrder: () => Promise<string>): Promise<string[]>;
  errors: string[];
};

type Options = { browser: Browser; console: string; correlationId: string; keep: string | null };

/** A list and a flow as two readers have them open before anything goes wrong. */
export async function openPages({ browser, console: base, correlationId, keep }: Options): Promise<OpenPages> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const errors: string[] = [];
  const open = async (path: string) => {
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(`${path}: ${error.message}`));
    await page.goto(base + path, { waitUntil: 'domcontentloaded' });
    return page;
  };
  const flowPath = `/flows/${encodeURIComponent(correlationId)}`;
  const list = await open('/flows');
  const flow = await open(flowPath);
  let reloaded: Page[] = [];
  return {
    list,
    flow,
    errors,
    async during(says, name) {
      const wrong = [...(await stillShows(list, rows, says)), ...(await stillShows(flow, flowContent, says))];
      reloaded = [await open('/flows'), await open(flowPath)];
      for (const page of reloaded) wrong.push(...(await saysTrouble(page, says)));
      for (const path of ['/flows', flowPath]) wrong.push(...(await readsTrouble(base, path, says)));
      if (keep) await takePictures([list, flow, ...reloaded], join(keep, name.replaceAll(' ', '-')));
      return wrong;
    },
    async after(newOrder) {
      const wrong: string[] = [];
      for (const page of [list, flow, ...reloaded]) wrong.push(...(await isQuiet(page)));
      const id = await newOrder();
      for (const page of [list, reloaded[0]]) if (page) wrong.push(...(await shows(page, `[data-row="${id}"]`)));
      if (reloaded[1]) wrong.push(...(await shows(reloaded[1], flowContent)));
      for (const page of reloaded.splice(0)) await page.close();
      return wrong;
    },
  };
}

async function stillShows(page: Page, content: string, says: RegExp): Promise<string[]> {
  const before = await placeOf(page, content);
  const wrong = await saysTrouble(page, says);
  const after = await placeOf(page, content);
  if (after === null) return [...wrong, `${page.url()} no longer shows what it had`];
  if (before !== null && before !== after) wrong.push(`${page.url()} moved its content by ${after - before} pixels`);
  return wrong;
}

/** Where what holds the content begins on the page, wherever the reader has scrolled to; new rows at the top move nothing. */
function placeOf(page: Page, content: string): Promise<number | null> {
  return page.evaluate((selector) => {
    const found = document.querySelector(selector);
    const top =
      found?.closest('[role="rowgroup"], section')?.getBoundingClientRect().top ?? found?.getBoundingClientRect().top;
    return top === undefined ? null : Math.round(top + (document.querySelector('main')?.scrollTop ?? 0));
  }, content);
}

async function saysTrouble(page: Page, says: RegExp): Promise<string[]> {
  const text = async () => (await page.locator('[data-trouble]').textContent({ timeout: 1_000 })) ?? '';
  const said = await eventually(async () => says.test(await text()) && since.test(await text()), {
    timeoutMs: patienceMs,
  }).catch(() => false);
  if (said) return [];
  const shown = await page.locator('main').textContent();
  return [`${page.url()} does not say ${says} and since when, but: ${shown?.slice(0, 600)}`];
}

/** What somebody without scripts gets, and what a monitor reads. */
async function readsTrouble(base: string, path: string, says: RegExp): Promise<string[]> {
  const { status, text } = await look('web', base, path);
  const body = text.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]+>/g, ' ');
  if (status !== 200) return [`GET ${path} answers ${status}`];
  return says.test(body) && since.test(body.replace(/\s+/g, ' '))
    ? []
    : [`GET ${path} does not say ${says}: ${body.slice(0, 400)}`];
}

async function isQuiet(page: Page): Promise<string[]> {
  const gone = await eventually(async () => (await page.locator('[data-trouble]').count()) === 0, {
    timeoutMs: patienceMs,
  }).catch(() => false);
  return gone ? [] : [`${page.url()} still says: ${await page.locator('[data-trouble]').textContent()}`];
}

async function shows(page: Page, content: string): Promise<string[]> {
  const there = await eventually(async () => (await page.locator(content).count()) > 0, {
    timeoutMs: patienceMs,
  }).catch(() => false);
  return there ? [] : [`${page.url()} does not go on: ${content} is not there`];
}

const widths = [1440, 1024, 390];

async function takePictures(pages: Page[], path: string): Promise<void> {
  for (const [index, page] of pages.entries()) {
    for (const width of widths)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${path}-${index}-${width}-${colorScheme}.png` });
      }
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize({ width: 1440, height: 900 });
  }
}
