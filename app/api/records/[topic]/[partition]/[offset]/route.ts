import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { recordPath } from '#schemas/api/record.ts';
import { NibbleError } from '#schemas/errors.ts';
import { getRecord } from '#server/event-flow/index.ts';
import { answer } from '../../../../_border/answer.ts';
import { json } from '../../../../_border/json.ts';
import { parse } from '../../../../_border/parse.ts';

export const GET = answer('/api/records/{topic}/{partition}/{offset}', async ({ params }) => {
  const at = parse(recordPath, params);
  const record = await reading(() => getRecord(database(), at));
  if (!record) {
    throw new NibbleError('not_found', `The index has no record ${at.topic}/${at.partition}/${at.offset}.`);
  }
  return json(record);
});
