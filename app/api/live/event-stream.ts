import type { LiveMessage } from '#schemas/api/live.ts';

type Options = {
  /** The reader went away: end the messages too. */
  stop: () => void;
  /** Called once, however the stream ended. */
  onEnd: () => void;
  /** A reader that takes nothing for this long is given up: it is dead, or will ask again when it wakes. A minute unless told. */
  deadAfterMs?: number;
};

const usualDeadAfterMs = 60_000;

/**
 * Messages as server-sent events, pulled one by one as the reader takes them, so that a slow one fills the bounded queue
 * behind `messages` and never this process. There is a pulse to take every two seconds, so one that takes nothing is gone.
 */
export function eventStream(
  messages: AsyncIterable<LiveMessage>,
  { stop, onEnd, deadAfterMs = usualDeadAfterMs }: Options,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = messages[Symbol.asyncIterator]();
  let patience: NodeJS.Timeout | undefined;
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    clearTimeout(patience);
    stop();
    onEnd();
  };
  return new ReadableStream(
    {
      // Tells the browser at once that the stream stands, and proxies that bytes flow.
      start: (controller) => controller.enqueue(encoder.encode('retry: 1000\n\n')),
      pull: async (controller) => {
        clearTimeout(patience);
        const next = await iterator.next();
        if (ended) return;
        if (next.done) {
          end();
          controller.close();
          return;
        }
        controller.enqueue(encoder.encode(formatEvent(next.value)));
        patience = setTimeout(() => {
          end();
          controller.error(new Error('the reader of this stream takes nothing'));
        }, deadAfterMs);
        patience.unref();
      },
      cancel: async () => {
        end();
        await iterator.return?.();
      },
    },
    { highWaterMark: 1 },
  );
}

/** Without an `id` the browser keeps the last one: a pulse is nothing to catch up from. */
function formatEvent(message: LiveMessage): string {
  const id = 'cursor' in message && message.kind !== 'hello' ? `id: ${message.cursor}\n` : '';
  return `${id}data: ${JSON.stringify(message)}\n\n`;
}
