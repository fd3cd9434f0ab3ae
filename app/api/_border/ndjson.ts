/**
 * Values as lines of JSON, each sent as it is made and made as the reader takes it; `values` is ended when the reader goes
 * away. What it throws breaks the connection off, so that half an answer is never taken for a whole one.
 */
export function ndjson(values: AsyncGenerator<unknown>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await values.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`));
    },
    cancel: async () => {
      await values.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // nginx would collect the lines before it passes any on.
      'x-accel-buffering': 'no',
    },
  });
}
