import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { consumerGroupPath, groupHistoryQuery } from '#schemas/api/consumer-group.ts';
import { NibbleError } from '#schemas/errors.ts';
import { getGroupHistory } from '#server/consumer-groups/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse, parseQuery } from '../../../_border/parse.ts';

export const GET = answer('/api/consumer-groups/{group}/history', async ({ request, params }) => {
  const { group } = parse(consumerGroupPath, params);
  const query = parseQuery(groupHistoryQuery, request);
  const found = await reading(() => getGroupHistory(database(), group, query));
  if (!found) throw new NibbleError('not_found', `The consumer group ${group} was never seen.`);
  return json(found);
});
