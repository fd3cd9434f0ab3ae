import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { type KafkaRecordView, recordPath, recordPlaceQuery } from '#schemas/api/record.ts';
import { NibbleError } from '#schemas/errors.ts';
import { getRecord } from '#server/event-flow/index.ts';
import { readProducer } from '#server/traces/index.ts';
import { answer } from '../../../../../_border/answer.ts';
import { json } from '../../../../../_border/json.ts';
import { parse, parseQuery } from '../../../../../_border/parse.ts';

const longestHeader = 256;

export const GET = answer('/api/records/{topic}/{partition}/{offset}/producer', async ({ request, params }) => {
  const at = { ...parse(recordPath, params), ...parseQuery(recordPlaceQuery, request) };
  const record = await reading(() => getRecord(database(), at, { most: longestHeader }));
  if (!record) throw new NibbleError('not_found', `The index has no record ${at.topic}/${at.partition}/${at.offset}.`);
  return json(await reading(() => readProducer(database(), traceparentOf(record))));
});

/** The last of several counts, as it does where spans are made of it. */
function traceparentOf({ headers }: KafkaRecordView): string | null {
  return headers.findLast(({ name }) => name === 'traceparent')?.value?.text ?? null;
}
