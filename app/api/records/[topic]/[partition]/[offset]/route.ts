import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { recordPath, recordQuery } from '#schemas/api/record.ts';
import { NibbleError } from '#schemas/errors.ts';
import { getRecord, getRecordPlace } from '#server/event-flow/index.ts';
import { answer } from '../../../../_border/answer.ts';
import { json } from '../../../../_border/json.ts';
import { parse, parseQuery } from '../../../../_border/parse.ts';

export const GET = answer('/api/records/{topic}/{partition}/{offset}', async ({ request, params }) => {
  const { most, ...which } = parseQuery(recordQuery, request);
  const at = { ...parse(recordPath, params), ...which };
  const record = await reading(() => getRecord(database(), at, { most }));
  if (record) return json(record);
  const { detail } = await reading(() => getRecordPlace(database(), at));
  throw new NibbleError('not_found', `The index has no record ${at.topic}/${at.partition}/${at.offset}. ${detail}`);
});
