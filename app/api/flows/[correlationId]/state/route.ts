import { database } from '#app/_server/database.ts';
import { sayFailure } from '#app/_server/say-failure.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowPath } from '#schemas/api/flow.ts';
import { flowStateQuery } from '#schemas/api/flow-state.ts';
import { NibbleError } from '#schemas/errors.ts';
import { getFlowState } from '#server/flow-state/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse, parseQuery } from '../../../_border/parse.ts';

export const GET = answer('/api/flows/{correlationId}/state', async ({ request, params }) => {
  const { correlationId } = parse(flowPath, params);
  const query = parseQuery(flowStateQuery, request);
  const state = await reading(() =>
    getFlowState(database(), correlationId, { ...query, sayFailure: sayFailure('/api/flows/{correlationId}/state') }),
  );
  if (!state) throw new NibbleError('not_found', `No record of the flow ${correlationId} is in the index.`);
  return json(state);
});
