import { setTimeout as delay } from 'node:timers/promises';
import { liveMessage } from '#schemas/api/live.ts';

export type FlowNews = {
  /** Waits for something new of the flow, or for `quietMs` without any. */
  next(quietMs: number): Promise<'news' | 'quiet'>;
  stop(): void;
};

const againMs = 1_000;

/** The console's live stream, narrowed to one flow; a lost stream is opened again, and counts as news. */
export function listenToFlow(web: string, correlationId: string): FlowNews {
  const stopping = new AbortController();
  let news = Promise.withResolvers<'news'>();
  const tell = () => {
    news.resolve('news');
  };
  void keepListening(
    `${web}/api/live?flows=${encodeURIComponent(encodeURIComponent(correlationId))}`,
    tell,
    stopping.signal,
  );
  return {
    async next(quietMs) {
      const waiting = new AbortController();
      const quiet = delay(quietMs, 'quiet' as const, { signal: waiting.signal }).catch(() => 'quiet' as const);
      const outcome = await Promise.race([news.promise, quiet]);
      waiting.abort();
      if (outcome === 'news') news = Promise.withResolvers();
      return outcome;
    },
    stop: () => stopping.abort(),
  };
}

async function keepListening(url: string, tell: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const { body } = await fetch(url, { headers: { accept: 'text/event-stream' }, signal });
      if (body) for await (const text of body.pipeThrough(new TextDecoderStream())) if (hasNews(text)) tell();
    } catch {
      // The next stream says hello, which is news.
    }
    await delay(againMs, undefined, { signal }).catch(() => undefined);
  }
}

/** A piece of a stream that cannot be read by itself counts as news: reading again is cheap. */
function hasNews(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.startsWith('data:'));
  return lines.some((line) => {
    try {
      return liveMessage.parse(JSON.parse(line.slice(5))).kind !== 'pulse';
    } catch {
      return true;
    }
  });
}
