import type { LiveMessage } from '#schemas/api/live.ts';
import { askedKey } from '#server/platform/db/index.ts';
import type { LiveNews } from './live-history.ts';
import { createMessageQueue } from './message-queue.ts';

/** More than a page shows: whoever has missed as many reads again anyway. */
const mostIdsWaiting = 1_000;

/** Named among flows: also the summaries of all of them. */
const everything = '*';

/** One tab's bounded queue and its wish; `messages` ends with the signal. */
export function createSubscriber(flows: readonly string[] | 'all', signal: AbortSignal) {
  const everyList = flows === 'all' || flows.includes(everything);
  const wanted = new Set(flows === 'all' ? [] : flows.filter((id) => id !== everything).map(askedKey));
  const queue = createMessageQueue(mostIdsWaiting);
  let wake: () => void = () => undefined;

  function push(message: LiveMessage): void {
    queue.push(message);
    wake();
  }

  /** Lists hear of summaries, single flows of their rows; a tab that shows both hears of both. */
  function pushNews({ notice, keys, message }: LiveNews): void {
    if (notice.about === 'summaries') {
      if (everyList) push(message);
      return;
    }
    const correlationIds = notice.ids.filter((_, index) => wanted.has(keys[index] ?? ''));
    if (correlationIds.length > 0 || (notice.more && wanted.size > 0)) push({ ...message, correlationIds });
  }

  async function* messages(): AsyncGenerator<LiveMessage> {
    const onEnd = () => wake();
    signal.addEventListener('abort', onEnd);
    try {
      while (!signal.aborted) {
        yield* queue.takeAll();
        if (!queue.isEmpty() || signal.aborted) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', onEnd);
    }
  }

  return { push, pushNews, messages };
}

export type Subscriber = ReturnType<typeof createSubscriber>;
