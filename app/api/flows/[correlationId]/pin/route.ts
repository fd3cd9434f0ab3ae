import { database } from '#app/_server/database.ts';
import { placing } from '#app/_server/placing.ts';
import { settings } from '#app/_server/settings.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowPath } from '#schemas/api/flow.ts';
import { pinRequest } from '#schemas/api/pin.ts';
import { audited } from '#server/audit/index.ts';
import { pinFlow } from '#server/pins/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse } from '../../../_border/parse.ts';
import { readBody } from '../../../_border/read-body.ts';
import { requireSameOrigin } from '../../../_border/require-same-origin.ts';

export const POST = answer('/api/flows/{correlationId}/pin', async (call) => {
  requireSameOrigin(call.request);
  const { correlationId } = parse(flowPath, call.params);
  const { note } = parse(pinRequest, await readBody(call.request));
  const deed = {
    ...{ actor: settings().NIBBLE_OPERATOR, name: null, correlationId: call.correlationId },
    action: 'pin.taken' as const,
    subject: { kind: 'flow', id: correlationId },
    what: 'Kept a flow as it stands.',
    reason: note === '' ? null : note,
  };
  const pin = await reading(() =>
    audited(database(), deed, async () => {
      const kept = await pinFlow(database(), correlationId, { note, ...placing('/api/flows/{correlationId}/pin') });
      return { value: kept, after: { pin: kept.id, bytes: kept.bytes } };
    }),
  );
  return json(pin, { status: 201 });
});
