import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { recordPath, recordPlaceQuery } from '#schemas/api/record.ts';
import { getRecordPlace } from '#server/event-flow/index.ts';
import { answer } from '../../../../../_border/answer.ts';
import { json } from '../../../../../_border/json.ts';
import { parse, parseQuery } from '../../../../../_border/parse.ts';

export const GET = answer('/api/records/{topic}/{partition}/{offset}/place', async ({ request, params }) => {
  const at = { ...parse(recordPath, params), ...parseQuery(recordPlaceQuery, request) };
  return json(await reading(() => getRecordPlace(database(), at)));
});
