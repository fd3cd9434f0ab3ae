type Read = <T>(read: () => Promise<T>) => Promise<T>;

/** The same pages, of which the first is read by now and each of the rest through `read`; throws what the first one throws. */
export async function readAhead<T>(pages: AsyncGenerator<T, void>, read: Read): Promise<AsyncGenerator<T, void>> {
  let next = await read(() => pages.next());
  return (async function* () {
    for (; !next.done; next = await read(() => pages.next())) yield next.value;
  })();
}
