import type { LiveMessage } from '#schemas/api/live.ts';
import type { FlowsMessage } from './live-history.ts';
import { createMessageQueue } from './message-queue.ts';

const queueLimit = 64;
const mostIdsWaiting = 5_000;

/** One tab's bounded queue and its wish; `messages` ends with the signal. */
export function createSubscriber(flows: readonly string[] | 'all', signal: AbortSignal) {
  const wanted = flows === 'all' ? 'all' : new Set(flows);
  const queue = createMessageQueue({ limit: queueLimit, mostIds: mostIdsWaiting });
  let wake: () => void = () => undefined;

  function push(message: LiveMessage): void {
    const mine = message.kind === 'flows' ? wantedPart(message, wanted) : message;
    if (mine === null) return;
    queue.push(mine);
    wake();
  }

  async function* messages(): AsyncGenerator<LiveMessage> {
    const onEnd = () => wake();
    signal.addEventListener('abort', onEnd);
    try {
      while (!signal.aborted) {
        yield* queue.takeAll();
        if (queue.size() > 0 || signal.aborted) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', onEnd);
    }
  }

  return { push, messages };
}

/** To a subscriber of single flows go only those, and every message that does not name all it is about. */
function wantedPart(message: FlowsMessage, wanted: ReadonlySet<string> | 'all'): FlowsMessage | null {
  if (wanted === 'all') return message;
  const correlationIds = message.correlationIds.filter((id) => wanted.has(id));
  return correlationIds.length > 0 || message.more ? { ...message, correlationIds } : null;
}
