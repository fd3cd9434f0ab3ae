import { type Browser, chromium, type Page } from 'playwright';
import { findChromium } from '../../test-run/find-chromium.ts';

export type WatchedPage = {
  /** Opens the page of a flow and stays on it. */
  open(url: string): Promise<void>;
  /** When this text first stood on the page (ms since 1970); null while it did not. */
  seenAt(text: string): Promise<number | null>;
  close(): Promise<void>;
};

/** Words that begin like this are watched for. */
export const watchedWord = 'probe.seen_';

/** A real browser whose page notes, at each change of its document, which watched words stand there. */
export async function watchPage(say: (line: string) => void): Promise<WatchedPage> {
  const executablePath = await findChromium(process.env, say);
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  const page: Page = await browser.newPage({ viewport: { width: 1440, height: 1200 } });
  await page.addInitScript({ content: observer });
  return {
    open: async (url) => {
      await page.goto(url);
      await page
        .getByRole('status')
        .or(page.getByRole('heading', { level: 1 }))
        .first()
        .waitFor();
    },
    seenAt: async (text) =>
      page.evaluate((wanted) => {
        const seen: unknown = Reflect.get(window, 'seenWords');
        return seen instanceof Map && typeof seen.get(wanted) === 'number' ? Number(seen.get(wanted)) : null;
      }, text),
    close: () => browser.close(),
  };
}

// Runs in the page, which has the machine's clock like everybody here.
const observer = `
  window.seenWords = new Map();
  const look = () => {
    const words = document.body?.textContent.match(/${watchedWord.replace('.', '\\.')}\\d+(?!\\d)/g) ?? [];
    for (const word of words) if (!seenWords.has(word)) seenWords.set(word, Date.now());
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });`;
