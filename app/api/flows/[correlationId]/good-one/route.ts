import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowPath } from '#schemas/api/flow.ts';
import { goodOneQuery } from '#schemas/api/flow-compare.ts';
import { NibbleError } from '#schemas/errors.ts';
import { findGoodOne } from '#server/flow-compare/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse, parseQuery } from '../../../_border/parse.ts';

export const GET = answer('/api/flows/{correlationId}/good-one', async ({ request, params }) => {
  const { correlationId } = parse(flowPath, params);
  const { like } = parseQuery(goodOneQuery, request);
  const found = await reading(() => findGoodOne(database(), correlationId, like));
  if (!found) throw new NibbleError('not_found', `No record of the flow ${correlationId} is in the index.`);
  return json(found);
});
