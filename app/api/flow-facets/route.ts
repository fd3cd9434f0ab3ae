import { database } from '#app/_server/database.ts';
import { findMore } from '#app/_server/find-more.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowSelection } from '#schemas/api/flow-list.ts';
import { countFacets } from '#server/event-flow/index.ts';
import { answer } from '../_border/answer.ts';
import { json } from '../_border/json.ts';
import { parseQuery } from '../_border/parse.ts';

export const GET = answer('/api/flow-facets', async ({ request }) =>
  json(await reading(() => countFacets(database(), parseQuery(flowSelection, request), findMore))),
);
