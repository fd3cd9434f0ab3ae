/**
 * Text as it is made, only as fast as it is taken: what is not read is not made. A reader that goes away ends it; a failure
 * breaks the stream off, so that a part is never taken for the whole.
 */
export function streamText(pieces: AsyncGenerator<string>, onFailure: (thrown: unknown) => void): ReadableStream {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (thrown) {
          onFailure(thrown);
          controller.error(thrown);
        }
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
