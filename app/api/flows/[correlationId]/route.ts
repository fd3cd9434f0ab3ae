import { database } from '#app/_server/database.ts';
import { placing } from '#app/_server/placing.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowPath, flowQuery } from '#schemas/api/flow.ts';
import { NibbleError } from '#schemas/errors.ts';
import { readPlacedFlow } from '#server/positions/index.ts';
import { answer } from '../../_border/answer.ts';
import { json } from '../../_border/json.ts';
import { parse, parseQuery } from '../../_border/parse.ts';

export const GET = answer('/api/flows/{correlationId}', async ({ request, params }) => {
  const { correlationId } = parse(flowPath, params);
  const options = parseQuery(flowQuery, request);
  const found = await reading(() =>
    readPlacedFlow(database(), correlationId, { ...options, ...placing('/api/flows/{correlationId}') }),
  );
  if (!found) throw new NibbleError('not_found', `No record of the flow ${correlationId} is in the index.`);
  return json(found.flow);
});
