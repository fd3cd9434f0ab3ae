import { reading } from '#app/_server/system-watch.ts';
import { withResetDoors } from '#app/_server/with-reset-doors.ts';
import { consumerGroupPath } from '#schemas/api/consumer-group.ts';
import { resetPreviewRequest } from '#schemas/api/group-reset.ts';
import { previewReset } from '#server/consumer-groups/index.ts';
import { answer } from '../../../../_border/answer.ts';
import { json } from '../../../../_border/json.ts';
import { parse } from '../../../../_border/parse.ts';
import { readBody } from '../../../../_border/read-body.ts';

/** A question with a body: nothing in Kafka changes by it, so that no origin is asked for. */
export const POST = answer('/api/consumer-groups/{group}/reset/preview', async ({ request, params }) => {
  const { group } = parse(consumerGroupPath, params);
  const asked = parse(resetPreviewRequest, await readBody(request));
  return json(await reading(() => withResetDoors((doors) => previewReset(doors, group, asked))));
});
