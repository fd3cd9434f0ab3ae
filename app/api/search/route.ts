import { database } from '#app/_server/database.ts';
import { sayFailure } from '#app/_server/say-failure.ts';
import { reading } from '#app/_server/system-watch.ts';
import { type SearchLine, searchQuery } from '#schemas/api/search.ts';
import { search } from '#server/search/index.ts';
import { answer } from '../_border/answer.ts';
import { ndjson } from '../_border/ndjson.ts';
import { parseQuery } from '../_border/parse.ts';

export const GET = answer('/api/search', async ({ request }) => {
  const { q } = parseQuery(searchQuery, request);
  const lines = search(database(), q, sayFailure('/api/search'));
  // What keeps the first line from coming is told by the status of the answer.
  const first = await reading(() => lines.next());
  return ndjson(from(first, lines));
});

async function* from(first: IteratorResult<SearchLine>, rest: AsyncGenerator<SearchLine>): AsyncGenerator<SearchLine> {
  if (!first.done) yield first.value;
  yield* rest;
}
