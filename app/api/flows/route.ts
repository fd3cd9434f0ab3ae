import { database } from '#app/_server/database.ts';
import { findMore } from '#app/_server/find-more.ts';
import { sayFailure } from '#app/_server/say-failure.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowsQuery } from '#schemas/api/flow-list.ts';
import { listPlacedFlows } from '#server/positions/index.ts';
import { answer } from '../_border/answer.ts';
import { json } from '../_border/json.ts';
import { parseQuery } from '../_border/parse.ts';

export const GET = answer('/api/flows', async ({ request }) =>
  json(
    await reading(() =>
      listPlacedFlows(database(), parseQuery(flowsQuery, request), { findMore, sayFailure: sayFailure('/api/flows') }),
    ),
  ),
);
