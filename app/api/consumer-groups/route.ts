import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { consumerGroupsQuery } from '#schemas/api/consumer-group.ts';
import { listConsumerGroups } from '#server/consumer-groups/index.ts';
import { answer } from '../_border/answer.ts';
import { json } from '../_border/json.ts';
import { parseQuery } from '../_border/parse.ts';

export const GET = answer('/api/consumer-groups', async ({ request }) =>
  json(await reading(() => listConsumerGroups(database(), parseQuery(consumerGroupsQuery, request)))),
);
