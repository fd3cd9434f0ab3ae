import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { pinsQuery } from '#schemas/api/pin.ts';
import { listPins } from '#server/pins/index.ts';
import { answer } from '../_border/answer.ts';
import { json } from '../_border/json.ts';
import { parseQuery } from '../_border/parse.ts';

export const GET = answer('/api/pins', async ({ request }) =>
  json(await reading(() => listPins(database(), parseQuery(pinsQuery, request)))),
);
