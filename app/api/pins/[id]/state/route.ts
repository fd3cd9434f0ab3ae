import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowStateQuery } from '#schemas/api/flow-state.ts';
import { pinPath } from '#schemas/api/pin.ts';
import { NibbleError } from '#schemas/errors.ts';
import { buildFlowState } from '#server/flow-state/index.ts';
import { getPin, snapshotReading } from '#server/pins/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse, parseQuery } from '../../../_border/parse.ts';

export const GET = answer('/api/pins/{id}/state', async ({ request, params }) => {
  const { id } = parse(pinPath, params);
  const { after = null } = parseQuery(flowStateQuery, request);
  const pin = await reading(() => getPin(database(), id));
  if (!pin) throw new NibbleError('not_found', `There is no pin ${id}; perhaps somebody deleted it.`);
  return json(buildFlowState(snapshotReading(pin.snapshot), after));
});
