import { settings } from '#app/_server/settings.ts';
import { reading } from '#app/_server/system-watch.ts';
import { withResetDoors } from '#app/_server/with-reset-doors.ts';
import { consumerGroupPath } from '#schemas/api/consumer-group.ts';
import { resetRequest } from '#schemas/api/group-reset.ts';
import { readResetState, runReset } from '#server/consumer-groups/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse } from '../../../_border/parse.ts';
import { readBody } from '../../../_border/read-body.ts';
import { requireSameOrigin } from '../../../_border/require-same-origin.ts';

const route = '/api/consumer-groups/{group}/reset';

export const GET = answer(route, async ({ params }) => {
  const { group } = parse(consumerGroupPath, params);
  const { NIBBLE_OPERATOR: operator } = settings();
  return json(await reading(() => withResetDoors((doors) => readResetState(doors, group, operator))));
});

export const POST = answer(
  route,
  async ({ request, params, correlationId }) => {
    requireSameOrigin(request);
    const { group } = parse(consumerGroupPath, params);
    const wish = parse(resetRequest, await readBody(request));
    const { reason, name = null } = wish;
    const asker = { actor: settings().NIBBLE_OPERATOR, name: name || null, reason, correlationId };
    return json(await reading(() => withResetDoors((doors) => runReset(doors, group, wish, asker))));
  },
  { record: 'always' },
);
