import { database } from '#app/_server/database.ts';
import { settings } from '#app/_server/settings.ts';
import { reading } from '#app/_server/system-watch.ts';
import { pinPath } from '#schemas/api/pin.ts';
import { NibbleError } from '#schemas/errors.ts';
import { audited } from '#server/audit/index.ts';
import { deletePin, getPin } from '#server/pins/index.ts';
import { answer } from '../../_border/answer.ts';
import { json } from '../../_border/json.ts';
import { parse } from '../../_border/parse.ts';
import { requireSameOrigin } from '../../_border/require-same-origin.ts';

const unknown = (id: string) => new NibbleError('not_found', `There is no pin ${id}; perhaps somebody deleted it.`);

export const GET = answer('/api/pins/{id}', async ({ params }) => {
  const { id } = parse(pinPath, params);
  const pin = await reading(() => getPin(database(), id));
  if (!pin) throw unknown(id);
  return json(pin);
});

export const DELETE = answer('/api/pins/{id}', async ({ request, params, correlationId }) => {
  requireSameOrigin(request);
  const { id } = parse(pinPath, params);
  const deed = {
    ...{ actor: settings().NIBBLE_OPERATOR, name: null, reason: null, correlationId },
    action: 'pin.deleted' as const,
    subject: { kind: 'pin', id },
    what: 'Deleted a snapshot of a flow for good.',
  };
  await reading(() =>
    audited(database(), deed, async () => {
      if (!(await deletePin(database(), id))) throw unknown(id);
      return { value: null };
    }),
  );
  return json({ id });
});
