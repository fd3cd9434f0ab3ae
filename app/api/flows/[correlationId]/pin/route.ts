import { database } from '#app/_server/database.ts';
import { log } from '#app/_server/log.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowPath } from '#schemas/api/flow.ts';
import { pinRequest } from '#schemas/api/pin.ts';
import { pinFlow } from '#server/pins/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse } from '../../../_border/parse.ts';
import { readBody } from '../../../_border/read-body.ts';
import { requireSameOrigin } from '../../../_border/require-same-origin.ts';

export const POST = answer('/api/flows/{correlationId}/pin', async ({ request, params }) => {
  requireSameOrigin(request);
  const { correlationId } = parse(flowPath, params);
  const { note } = parse(pinRequest, await readBody(request));
  const pin = await reading(() => pinFlow(database(), correlationId, { note }));
  log().info({ audit: 'pin.taken', pin: pin.id, flow: correlationId, bytes: pin.bytes }, 'A flow was pinned');
  return json(pin, { status: 201 });
});
