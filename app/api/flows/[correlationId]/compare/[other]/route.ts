import { database } from '#app/_server/database.ts';
import { sayFailure } from '#app/_server/say-failure.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowComparePath } from '#schemas/api/flow-compare.ts';
import { getComparison } from '#server/flow-compare/index.ts';
import { answer } from '../../../../_border/answer.ts';
import { json } from '../../../../_border/json.ts';
import { parse } from '../../../../_border/parse.ts';

export const GET = answer('/api/flows/{correlationId}/compare/{other}', async ({ params }) => {
  const { correlationId, other } = parse(flowComparePath, params);
  const told = { sayFailure: sayFailure('/api/flows/{correlationId}/compare/{other}') };
  return json(await reading(() => getComparison(database(), correlationId, other, told)));
});
