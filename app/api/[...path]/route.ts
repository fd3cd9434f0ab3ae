import { NibbleError } from '#schemas/errors.ts';
import { answer } from '../_border/answer.ts';

/** An address that no route has is told like every other failure, not by the page for people. */
const notThere = answer('/api/*', async ({ request }) => {
  throw new NibbleError('not_found', `The API has no route ${request.method} ${new URL(request.url).pathname}.`);
});

export { notThere as DELETE, notThere as GET, notThere as PATCH, notThere as POST, notThere as PUT };
