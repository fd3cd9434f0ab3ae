import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { consumerGroupPath } from '#schemas/api/consumer-group.ts';
import { groupFlowsQuery } from '#schemas/api/position.ts';
import { NibbleError } from '#schemas/errors.ts';
import { listGroupFlows } from '#server/positions/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse, parseQuery } from '../../../_border/parse.ts';

export const GET = answer('/api/consumer-groups/{group}/flows', async ({ request, params }) => {
  const { group } = parse(consumerGroupPath, params);
  const query = parseQuery(groupFlowsQuery, request);
  const flows = await reading(() => listGroupFlows(database(), group, query));
  if (!flows) throw new NibbleError('not_found', `No consumer group ${group} was there when Kafka was last asked.`);
  return json(flows);
});
