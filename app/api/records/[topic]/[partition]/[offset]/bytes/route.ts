import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { recordBytesQuery, recordPath } from '#schemas/api/record.ts';
import { NibbleError } from '#schemas/errors.ts';
import { getRecordBytes } from '#server/event-flow/index.ts';
import { answer } from '../../../../../_border/answer.ts';
import { parse, parseQuery } from '../../../../../_border/parse.ts';

/** Always a download of unknown bytes: a browser must never show or run what a record holds. */
export const GET = answer('/api/records/{topic}/{partition}/{offset}/bytes', async ({ request, params }) => {
  const { topic, partition, offset } = parse(recordPath, params);
  const { of, index, stored } = parseQuery(recordBytesQuery, request);
  const at = { topic, partition, offset, stored };
  const bytes = await reading(() => getRecordBytes(database(), at, { of, index }));
  if (!bytes) throw new NibbleError('not_found', `${topic}/${partition}/${offset} has no such bytes in the index.`);
  const name = `${topic.replace(/[^\w.-]/g, '_')}-${partition}-${offset}.${of === 'header' ? `header-${index}` : of}.bin`;
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
});
