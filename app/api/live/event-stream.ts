import type { LiveMessage } from '#schemas/api/live.ts';

type Ends = {
  /** The reader went away: end the messages too. */
  stop: () => void;
  /** Called once, however the stream ended. */
  onEnd: () => void;
};

/**
 * Messages as server-sent events, pulled one by one as the reader takes them, so that a slow one fills the bounded queue
 * behind `messages` and never this process.
 */
export function eventStream(messages: AsyncIterable<LiveMessage>, { stop, onEnd }: Ends): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = messages[Symbol.asyncIterator]();
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    stop();
    onEnd();
  };
  return new ReadableStream(
    {
      // Tells the browser at once that the stream stands, and proxies that bytes flow.
      start: (controller) => controller.enqueue(encoder.encode('retry: 1000\n\n')),
      pull: async (controller) => {
        const next = await iterator.next();
        if (next.done) {
          end();
          controller.close();
          return;
        }
        controller.enqueue(encoder.encode(formatEvent(next.value)));
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
