import { database } from '#app/_server/database.ts';
import { sayFailure } from '#app/_server/say-failure.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowPath, flowQuery } from '#schemas/api/flow.ts';
import { NibbleError } from '#schemas/errors.ts';
import { getStory } from '#server/story/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse, parseQuery } from '../../../_border/parse.ts';

export const GET = answer('/api/flows/{correlationId}/story', async ({ request, params }) => {
  const { correlationId } = parse(flowPath, params);
  const { limit } = parseQuery(flowQuery, request);
  const story = await reading(() =>
    getStory(database(), correlationId, { limit, sayFailure: sayFailure('/api/flows/{correlationId}/story') }),
  );
  if (!story) throw new NibbleError('not_found', `No record of the flow ${correlationId} is in the index.`);
  return json(story);
});
